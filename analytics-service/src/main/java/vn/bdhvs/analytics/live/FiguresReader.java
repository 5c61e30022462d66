package vn.bdhvs.analytics.live;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;
import vn.bdhvs.analytics.figures.Cell;
import vn.bdhvs.analytics.figures.FiguresChanged;
import vn.bdhvs.analytics.figures.FiguresClock;
import vn.bdhvs.analytics.figures.FiguresDocument;
import vn.bdhvs.analytics.figures.FiguresKeys;
import vn.bdhvs.analytics.figures.Goal;
import vn.bdhvs.analytics.figures.Measures;
import vn.bdhvs.analytics.journal.JournalledEvent;
import vn.bdhvs.analytics.journal.Uncounted;
import vn.bdhvs.campaign.Campaign;
import vn.bdhvs.campaign.Catalogue;
import vn.bdhvs.event.ActivityEvent;
import vn.bdhvs.unit.UnitId;
import vn.bdhvs.unit.UnitRegister;

/** Reads figures documents, and what they do not tell, for the board. Blocking. */
@Component
class FiguresReader {

    private static final int CHUNK = 500;

    private final MongoTemplate mongo;
    private final MongoCollection<Document> figures;

    private final MongoCollection<Document> journal;
    private final FiguresKeys keys;
    private final UnitRegister units;
    private final Map<String, List<Goal>> goals = new HashMap<>();

    FiguresReader(MongoTemplate mongo, FiguresKeys keys, Catalogue catalogue, UnitRegister units) {
        this.units = units;
        this.mongo = mongo;
        this.figures = FiguresDocument.collection(mongo);
        this.journal = mongo.getCollection(JournalledEvent.COLLECTION);
        this.keys = keys;
        catalogue.all().forEach(campaign -> goals.put(campaign.code(), Goal.of(campaign)));
    }

    /** What was sent and not counted. */
    Uncounted uncounted() {
        return Uncounted.read(mongo);
    }

    /** The goals of a campaign, in the order in which {@link Counted#goals()} are. */
    List<Goal> goals(String campaign) {
        return goals.getOrDefault(campaign, List.of());
    }

    /** A document's version without its content. */
    record Version(String id, long version) {}

    /** Versions of all documents of a generation and campaign. */
    List<Version> versions(int generation, String campaign) {
        List<Version> versions = new ArrayList<>();
        figures.find(Filters.and(
                        Filters.eq(FiguresDocument.GENERATION, generation),
                        Filters.eq(FiguresDocument.CAMPAIGN, campaign)))
                .projection(Projections.include(FiguresDocument.VERSION))
                .forEach(document -> versions.add(new Version(document.getString("_id"), version(document))));
        return versions;
    }

    /** The documents with these ids. */
    List<Board.Read> read(Collection<String> ids) {
        List<Board.Read> reads = new ArrayList<>(ids.size());
        List<String> all = List.copyOf(ids);
        for (int from = 0; from < all.size(); from += CHUNK) {
            Bson some = Filters.in("_id", all.subList(from, Math.min(from + CHUNK, all.size())));
            figures.find(some)
                    .projection(Projections.include(
                            FiguresDocument.GENERATION,
                            FiguresDocument.CAMPAIGN,
                            FiguresDocument.UNIT,
                            FiguresDocument.VALID_FROM,
                            FiguresDocument.DAY,
                            FiguresDocument.VERSION,
                            FiguresDocument.HOURS,
                            FiguresDocument.LATE,
                            FiguresDocument.HEARD,
                            FiguresClock.DONE.field(),
                            FiguresClock.RECEIVED.field()))
                    .forEach(document -> reads.add(read(document)));
        }
        return reads;
    }

    /** All documents of a generation and campaign, as {@link vn.bdhvs.analytics.figures.PastFigures} takes things out of them. */
    List<Document> whole(int generation, String campaign, FiguresClock clock) {
        return figures.find(Filters.and(
                        Filters.eq(FiguresDocument.GENERATION, generation),
                        Filters.eq(FiguresDocument.CAMPAIGN, campaign)))
                .projection(Projections.include(
                        FiguresDocument.UNIT,
                        FiguresDocument.VALID_FROM,
                        FiguresDocument.DAY,
                        FiguresDocument.VERSION,
                        FiguresDocument.MARKS,
                        FiguresDocument.HOURS + "." + clock.field(),
                        FiguresDocument.HEARD,
                        FiguresDocument.LATE,
                        clock.field()))
                .into(new ArrayList<>());
    }

    private Board.Read read(Document document) {
        String campaign = document.getString(FiguresDocument.CAMPAIGN);
        LocalDate day = LocalDate.parse(document.getString(FiguresDocument.DAY));
        Map<FiguresClock, Counted> counted = new EnumMap<>(FiguresClock.class);
        for (FiguresClock clock : FiguresClock.values()) {
            counted.put(clock, Counted.of(document, clock, day, goals(campaign)));
        }
        return new Board.Read(
                document.getString("_id"),
                document.getInteger(FiguresDocument.GENERATION),
                campaign,
                FiguresDocument.unit(document),
                day,
                version(document),
                counted,
                heard(document));
    }

    private static @Nullable Instant heard(Document document) {
        return heard(document, FiguresDocument.LAST).orElse(null);
    }

    /**
     * When the first or the last report of a document was received.
     *
     * @param which {@link FiguresDocument#FIRST} or {@link FiguresDocument#LAST}
     */
    static Optional<Instant> heard(Document document, String which) {
        return Optional.ofNullable(document.get(FiguresDocument.HEARD, Document.class))
                .map(heard -> heard.getDate(which))
                .map(Date::toInstant);
    }

    /**
     * When reports were received, by who did what when: of the journal's entries, all but what took something back.
     *
     * @param from included
     * @param until included; null for no bound
     */
    void received(Campaign campaign, Instant from, @Nullable Instant until, BiConsumer<Pulse.Doer, Instant> each) {
        journal.find(Filters.and(
                        Filters.eq(JournalledEvent.CAMPAIGN, campaign.code()),
                        Filters.gte(JournalledEvent.RECORDED, Date.from(from)),
                        knownBy(until),
                        Filters.exists(JournalledEvent.RETRACTED, false)))
                .projection(Projections.include(JournalledEvent.UNIT, JournalledEvent.TIME, JournalledEvent.RECORDED))
                .forEach(entry -> {
                    String unit = entry.get("data", Document.class).getString("unit");
                    LocalDate day =
                            campaign.day(entry.getDate(JournalledEvent.TIME).toInstant());
                    units.find(unit, day)
                            .ifPresent(found -> each.accept(
                                    new Pulse.Doer(found.id(), day),
                                    entry.getDate(JournalledEvent.RECORDED).toInstant()));
                });
    }

    /**
     * What fell on a stretch of time by either clock, by unit: the sum of the journal's entries, as the figures are.
     *
     * @param until not included
     * @param known only what was accepted by then; null for no bound
     */
    Map<FiguresClock, Map<UnitId, Measures>> between(
            String campaign, Instant from, Instant until, @Nullable Instant known) {
        Map<FiguresClock, Map<UnitId, Measures>> sums = new EnumMap<>(FiguresClock.class);
        for (FiguresClock clock : FiguresClock.values()) {
            Map<UnitId, Measures> ofClock = new HashMap<>();
            String field = clock == FiguresClock.DONE ? JournalledEvent.TIME : JournalledEvent.RECORDED;
            journal.find(Filters.and(
                            Filters.eq(JournalledEvent.CAMPAIGN, campaign),
                            Filters.gte(field, Date.from(from)),
                            Filters.lt(field, Date.from(until)),
                            knownBy(known)))
                    .forEach(document -> {
                        ActivityEvent event = JournalledEvent.from(document).event();
                        ofClock.merge(keys.unit(event), Measures.of(Cell.of(event)), Measures::plus);
                    });
            sums.put(clock, ofClock);
        }
        return sums;
    }

    /** The newest activities that were accepted by an instant and match, newest first; of the day before it only. */
    List<FiguresChanged.Reported> newest(
            Campaign campaign, Instant until, Predicate<FiguresChanged.Reported> matches, int limit) {
        List<FiguresChanged.Reported> newest = new ArrayList<>();
        try (MongoCursor<Document> entries = journal.find(Filters.and(
                        Filters.eq(JournalledEvent.CAMPAIGN, campaign.code()),
                        Filters.gt(JournalledEvent.RECORDED, Date.from(until.minus(Duration.ofDays(1)))),
                        knownBy(until)))
                .sort(Sorts.descending(JournalledEvent.RECORDED))
                .cursor()) {
            while (newest.size() < limit && entries.hasNext()) {
                FiguresChanged.Reported reported = FiguresChanged.Reported.of(
                        JournalledEvent.from(entries.next()).event());
                if (matches.test(reported)) {
                    newest.add(reported);
                }
            }
        }
        return newest;
    }

    private static Bson knownBy(@Nullable Instant known) {
        return known == null ? Filters.empty() : Filters.lte(JournalledEvent.RECORDED, Date.from(known));
    }

    static long version(Document document) {
        return document.get(FiguresDocument.VERSION, Number.class).longValue();
    }
}
