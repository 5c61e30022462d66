package vn.bdhvs.analytics.live;

import java.text.NumberFormat;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.springframework.web.util.HtmlUtils;
import vn.bdhvs.analytics.copy.Words;
import vn.bdhvs.analytics.figures.Measures;
import vn.bdhvs.campaign.Campaign;

/** The headline figures as HTML: the tiles of the page with what of them is known before its modules run. */
class FirstFigures {

    private static final String TILES = """
            %s<header class="header"><div class="masthead"><div class="title"><h1>%s</h1></div></div></header>
            <main id="main" class="first"><div class="scope-bar"></div><section class="headline"><div class="headline-tiles">
            %s</div></section></main>""";

    private static final String TILE = """
            <article class="card headline-tile" data-measure="%s"><h2 class="headline-name">%s</h2>\
            <div class="headline-total"><span class="figure total">%s</span></div>\
            <p class="headline-today"><span class="figure today">%s</span> %s</p></article>
            """;

    private static final String DEMO = "<aside class=\"demo\">%s</aside>";

    private final Words words;
    private final boolean demo;

    /**
     * Writes figures.
     *
     * @param demo whether they are of a demonstration, which is to be said
     */
    FirstFigures(Words words, boolean demo) {
        this.words = words;
        this.demo = demo;
    }

    /** In the order of the page, with the keys of their names. */
    private enum Headline {
        VOLUNTEERS("kpi.vol", Measures::volunteers),
        CLASSES("kpi.cls", Measures::classes),
        LEARNERS("kpi.lea", measures -> measures.learners().total()),
        CITIZENS("kpi.ast", Measures::citizens);

        private final String name;
        private final ToLongFunction<Measures> value;

        Headline(String name, ToLongFunction<Measures> value) {
            this.name = name;
            this.value = value;
        }
    }

    String html(Campaign campaign, RollUp.Row row, Words.Language language) {
        return TILES.formatted(
                demo ? DEMO.formatted(words.text(language, "app.demo")) : "",
                HtmlUtils.htmlEscape(language.of(campaign.name())),
                Arrays.stream(Headline.values())
                        .map(headline -> tile(headline, row, language))
                        .collect(Collectors.joining()));
    }

    private String tile(Headline headline, RollUp.Row row, Words.Language language) {
        return TILE.formatted(
                headline.name().toLowerCase(Locale.ROOT),
                words.text(language, headline.name),
                written(headline.value.applyAsLong(row.total()), "", language),
                written(headline.value.applyAsLong(row.today()), "+", language),
                words.text(language, "kpi.today"));
    }

    private static String written(long number, String plus, Words.Language language) {
        Locale locale = language == Words.Language.VI ? Locale.forLanguageTag("vi-VN") : Locale.UK;
        return (number < 0 ? "−" : plus)
                + NumberFormat.getIntegerInstance(locale).format(Math.abs(number));
    }
}
