package vn.bdhvs.analytics.live;

import io.swagger.v3.oas.annotations.Hidden;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import vn.bdhvs.analytics.catalogue.Area;
import vn.bdhvs.analytics.catalogue.Asker;
import vn.bdhvs.analytics.catalogue.Scopes;
import vn.bdhvs.analytics.catalogue.UnanswerableQuestion;
import vn.bdhvs.analytics.copy.Words;
import vn.bdhvs.analytics.figures.FiguresClock;
import vn.bdhvs.analytics.page.PageFiles;
import vn.bdhvs.campaign.Campaign;
import vn.bdhvs.clock.BusinessClock;

/**
 * The page itself. Its headline figures stand in the HTML, as they were last read, so that they can be seen before any script
 * has come; the page's modules take over from there.
 */
@Hidden
@RestController
class FirstPageController {

    private static final Logger log = LoggerFactory.getLogger(FirstPageController.class);

    private final LiveHub hub;
    private final Scopes scopes;
    private final FirstFigures figures;
    private final PageFiles files;

    FirstPageController(LiveHub hub, Scopes scopes, Words words, PageFiles files, BusinessClock clock) {
        this.hub = hub;
        this.scopes = scopes;
        this.figures = new FirstFigures(words, clock.isDemo());
        this.files = files;
    }

    @GetMapping(
            path = {"/", "/index.html"},
            produces = MediaType.TEXT_HTML_VALUE)
    Mono<String> page(
            @RequestParam(required = false) @Nullable String campaign,
            @RequestParam(required = false) @Nullable String unit,
            @RequestParam(required = false) @Nullable String lang,
            @RequestParam(name = "ngay", required = false) @Nullable String day,
            @RequestParam(name = "luc", required = false) @Nullable String past,
            @RequestParam(name = "kh", required = false) @Nullable String period,
            JwtAuthenticationToken token) {
        Words.Language language = "en".equals(lang) ? Words.Language.EN : Words.Language.VI;
        FiguresClock clock = "tiep-nhan".equals(day) ? FiguresClock.RECEIVED : FiguresClock.DONE;
        boolean ofAllDaysNow = past == null && period == null;
        Mono<String> first = ofAllDaysNow ? first(campaign, unit, clock, Asker.of(token), language) : Mono.empty();
        return first.defaultIfEmpty("").map(files::page);
    }

    /** Empty if the figures cannot be told: the page's modules will say why. */
    private Mono<String> first(
            @Nullable String code, @Nullable String unit, FiguresClock clock, Asker asker, Words.Language language) {
        return Mono.fromCallable(() -> area(code, unit, asker))
                .flatMap(area ->
                        hub.total(area, clock).map(total -> figures.html(area.campaign(), total.row(), language)))
                .onErrorResume(UnanswerableQuestion.class, e -> Mono.empty())
                .onErrorResume(RuntimeException.class, e -> {
                    log.warn("The page goes out without figures", e);
                    return Mono.empty();
                });
    }

    private Area area(@Nullable String code, @Nullable String unit, Asker asker) {
        Campaign campaign = code == null ? scopes.campaigns().iterator().next() : scopes.campaign(code);
        return scopes.area(campaign, unit, "now", asker);
    }
}
