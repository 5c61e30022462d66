package vn.bdhvs.analytics.live;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.bdhvs.analytics.catalogue.Area;
import vn.bdhvs.analytics.catalogue.Scopes;
import vn.bdhvs.analytics.figures.FiguresClock;
import vn.bdhvs.analytics.figures.FiguresDocument;
import vn.bdhvs.analytics.figures.Generations;
import vn.bdhvs.analytics.figures.PastFigures;
import vn.bdhvs.campaign.Campaign;
import vn.bdhvs.clock.BusinessClock;
import vn.bdhvs.unit.UnitRegister;

/**
 * What a screen showed at an instant in the past: of what had been accepted by then, no less and no more, with the day of that
 * instant as today and units as a screen of now shows them. Blocking.
 */
@Component
class PastScreens {

    /** Of who was last heard longer before, the figures tell it, which know the first and the last report on a day. */
    private static final Duration HEARD_WITHIN = Duration.ofDays(1);

    private final PastFigures past;
    private final FiguresReader reader;
    private final Generations generations;
    private final Scopes scopes;
    private final UnitRegister units;
    private final Frames frames;
    private final BusinessClock clock;

    PastScreens(
            PastFigures past,
            FiguresReader reader,
            Generations generations,
            Scopes scopes,
            UnitRegister units,
            Frames frames,
            BusinessClock clock) {
        this.past = past;
        this.reader = reader;
        this.generations = generations;
        this.scopes = scopes;
        this.units = units;
        this.frames = frames;
        this.clock = clock;
    }

    /** The screen of a view. */
    Screen at(View view, Instant instant) {
        Area area = view.area();
        FiguresClock figuresClock = view.clock();
        Campaign campaign = area.campaign();
        ZonedDateTime then = instant.atZone(campaign.timeZone());
        int generation = generations.live();
        Board board = new Board(scopes.whole(campaign, clock.today()), then.toLocalDate());
        board.take(reads(campaign, figuresClock, generation, instant));
        board.take(yesterday(campaign, then), pulse(campaign, then));

        Frames.Moment moment = new Frames.Moment(generation, instant, then.toLocalDate());
        UnitRows rows = new UnitRows(area, area.children(), board.rollUp(view));
        Overview overview = Overview.of(board, view, reader.goals(campaign.code()), then.toLocalDateTime());
        return new Screen(
                frames.snapshot(
                        view,
                        moment,
                        rows.total(),
                        rows.all(),
                        reader.newest(campaign, instant, Feed.within(area, units), Feed.SHOWN)),
                frames.overview(moment, overview.toMap((unit, goal, status) -> status)));
    }

    private List<Board.Read> reads(Campaign campaign, FiguresClock figuresClock, int generation, Instant instant) {
        Map<Pulse.Doer, Instant> heard = new HashMap<>();
        reader.received(
                campaign,
                instant.minus(HEARD_WITHIN),
                instant,
                (doer, received) -> heard.merge(doer, received, PastScreens::later));
        return past
                .asOf(
                        instant,
                        () -> reader.whole(generation, campaign.code(), figuresClock),
                        new PastFigures.Span(campaign, figuresClock, null, null))
                .stream()
                .map(document -> read(document, campaign, figuresClock, generation, heard, instant))
                .toList();
    }

    private Board.Read read(
            Document document,
            Campaign campaign,
            FiguresClock figuresClock,
            int generation,
            Map<Pulse.Doer, Instant> heard,
            Instant instant) {
        Pulse.Doer doer = new Pulse.Doer(
                FiguresDocument.unit(document), LocalDate.parse(document.getString(FiguresDocument.DAY)));
        return new Board.Read(
                doer.unit().written() + "/" + doer.day(),
                generation,
                campaign.code(),
                doer.unit(),
                doer.day(),
                FiguresReader.version(document),
                Map.of(figuresClock, Counted.of(document, figuresClock, doer.day(), reader.goals(campaign.code()))),
                heard.getOrDefault(doer, heardBefore(document, instant)));
    }

    private static @Nullable Instant heardBefore(Document document, Instant instant) {
        return Stream.of(FiguresDocument.LAST, FiguresDocument.FIRST)
                .flatMap(which -> FiguresReader.heard(document, which).stream())
                .filter(heard -> !heard.isAfter(instant))
                .findFirst()
                .orElse(null);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private Board.Yesterday yesterday(Campaign campaign, ZonedDateTime then) {
        ZonedDateTime dayBefore = then.truncatedTo(ChronoUnit.MINUTES).minusDays(1);
        return new Board.Yesterday(
                dayBefore.toLocalTime(),
                reader.between(
                        campaign.code(),
                        dayBefore.truncatedTo(ChronoUnit.HOURS).toInstant(),
                        dayBefore.toInstant(),
                        then.toInstant()));
    }

    private Pulse pulse(Campaign campaign, ZonedDateTime then) {
        Pulse pulse = new Pulse(then);
        reader.received(campaign, pulse.begin(), then.toInstant(), pulse::add);
        return pulse;
    }
}
