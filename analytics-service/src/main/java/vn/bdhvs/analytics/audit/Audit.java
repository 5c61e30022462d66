package vn.bdhvs.analytics.audit;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Sorts;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Date;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;
import vn.bdhvs.analytics.figures.FiguresDocument;
import vn.bdhvs.analytics.figures.Generations;
import vn.bdhvs.analytics.journal.JournalledEvent;
import vn.bdhvs.analytics.lease.Leases;
import vn.bdhvs.campaign.Campaign;
import vn.bdhvs.campaign.Catalogue;

/**
 * Audits the live generation in rounds, one day at a time: all days of which the journal or the figures know anything. One
 * instance at a time does so; what it found last of each day lies in the store, for all to show. Real time.
 */
@Component
class Audit {

    private static final Logger log = LoggerFactory.getLogger(Audit.class);
    private static final Duration LEASE = Duration.ofSeconds(60);
    private static final String ROUND = "round";
    private static final String DIFFERING = "differing";

    private final Generations generations;
    private final Catalogue catalogue;
    private final DayAudit days;
    private final Leases leases;
    private final MongoCollection<Document> findings;
    private final MongoCollection<Document> journal;
    private final MongoCollection<Document> figures;
    private final Deque<Due> due = new ArrayDeque<>();
    private volatile long differing;
    private volatile long questionable;
    private volatile @Nullable Instant roundEnded;
    private final Instant began = Instant.now();
    private @Nullable Instant roundBegan;

    Audit(
            MongoTemplate mongo,
            Generations generations,
            Catalogue catalogue,
            DayAudit days,
            Leases leases,
            MeterRegistry meters) {
        this.generations = generations;
        this.catalogue = catalogue;
        this.days = days;
        this.leases = leases;
        this.findings = mongo.getCollection("audit");
        this.journal = mongo.getCollection(JournalledEvent.COLLECTION);
        this.figures = FiguresDocument.collection(mongo);
        Gauge.builder("audit.differences", this, audit -> audit.differing)
                .description("Figures documents that are not what the journal makes of them")
                .register(meters);
        Gauge.builder("audit.retractions.questionable", this, audit -> audit.questionable)
                .description("Retractions whose original is missing or says something else")
                .register(meters);
        Gauge.builder("audit.round.age", this, Audit::roundAge)
                .baseUnit("seconds")
                .description("How long ago the last whole round of the audit ended, or this process began, real time")
                .register(meters);
    }

    private double roundAge() {
        return Duration.between(Objects.requireNonNullElse(roundEnded, began), Instant.now())
                        .toMillis()
                / 1000.0;
    }

    private record Due(Campaign campaign, LocalDate day) {}

    /**
     * What is known.
     *
     * @param roundEnded when the last whole round ended, real time; null before the first
     * @param roundTook milliseconds
     */
    record Findings(
            int generation,
            @Nullable Instant roundEnded,
            @Nullable Long roundTook,
            long days,
            List<Difference> differences,
            List<QuestionableRetraction> retractions) {}

    /** Audits the next day, if no other instance does the audit. */
    void next() {
        refresh();
        if (!leases.hold("audit", LEASE)) {
            due.clear();
            return;
        }
        if (due.isEmpty()) {
            beginRound();
        }
        Due next = due.poll();
        if (next != null) {
            audit(next.campaign(), next.day());
            if (due.isEmpty()) {
                endRound();
            }
        }
    }

    private void beginRound() {
        roundBegan = Instant.now();
        for (Campaign campaign : catalogue.all()) {
            days(campaign).forEach(day -> due.add(new Due(campaign, day)));
        }
    }

    private void endRound() {
        Instant now = Instant.now();
        Instant began = Objects.requireNonNullElse(roundBegan, now);
        findings.replaceOne(
                Filters.eq("_id", ROUND),
                new Document("_id", ROUND)
                        .append("ended", Date.from(now))
                        .append("took", Duration.between(began, now).toMillis()),
                new ReplaceOptions().upsert(true));
        findings.deleteMany(
                Filters.and(Filters.ne("_id", ROUND), Filters.ne(FiguresDocument.GENERATION, generations.live())));
    }

    /** From the first day that is known to the last. */
    private List<LocalDate> days(Campaign campaign) {
        TreeSet<LocalDate> known = new TreeSet<>();
        for (String field : List.of(JournalledEvent.TIME, JournalledEvent.RECORDED)) {
            for (int direction : List.of(1, -1)) {
                Document end = journal.find(Filters.gt(field, new Date(0)))
                        .projection(Projections.include(field))
                        .sort(direction > 0 ? Sorts.ascending(field) : Sorts.descending(field))
                        .first();
                if (end != null) {
                    known.add(campaign.day(end.getDate(field).toInstant()));
                }
            }
        }
        figures.distinct(FiguresDocument.DAY, Filters.eq(FiguresDocument.GENERATION, generations.live()), String.class)
                .forEach(day -> known.add(LocalDate.parse(day)));
        return known.isEmpty()
                ? List.of()
                : known.first().datesUntil(known.last().plusDays(1)).toList();
    }

    private void audit(Campaign campaign, LocalDate day) {
        int generation = generations.live();
        DayAudit.Outcome outcome = days.compare(generation, campaign, day);
        if (!outcome.differences().isEmpty()) {
            outcome = days.compare(generation, campaign, day);
        }
        if (generations.live() != generation) {
            return;
        }
        tell(outcome, find(generation, campaign, day));
        keep(generation, campaign, day, outcome);
        refresh();
    }

    /** Logs what was not known to differ before. */
    private static void tell(DayAudit.Outcome outcome, @Nullable Document before) {
        List<Difference> known = before == null
                ? List.of()
                : before.getList("differences", Document.class).stream()
                        .map(Audit::difference)
                        .toList();
        outcome.differences().stream()
                .filter(each -> !known.contains(each))
                .forEach(each -> log.error(
                        "{} is not what the journal makes of it: {} fields differ, such as {}",
                        each.document(),
                        each.differing(),
                        each.fields().get(0)));
    }

    private static String id(int generation, Campaign campaign, LocalDate day) {
        return generation + "/" + campaign.code() + "/" + day;
    }

    private @Nullable Document find(int generation, Campaign campaign, LocalDate day) {
        return findings.find(Filters.eq("_id", id(generation, campaign, day))).first();
    }

    private void keep(int generation, Campaign campaign, LocalDate day, DayAudit.Outcome outcome) {
        String id = id(generation, campaign, day);
        findings.replaceOne(
                Filters.eq("_id", id),
                new Document("_id", id)
                        .append(FiguresDocument.GENERATION, generation)
                        .append("campaign", campaign.code())
                        .append("day", day.toString())
                        .append("at", new Date())
                        .append("entries", outcome.entries())
                        .append(
                                DIFFERING,
                                outcome.differences().size()
                                        + outcome.retractions().size())
                        .append(
                                "differences",
                                outcome.differences().stream()
                                        .map(Audit::document)
                                        .toList())
                        .append(
                                "retractions",
                                outcome.retractions().stream()
                                        .map(Audit::document)
                                        .toList()),
                new ReplaceOptions().upsert(true));
    }

    private void refresh() {
        Findings known = findings();
        differing = known.differences().size();
        questionable = known.retractions().size();
        roundEnded = known.roundEnded();
    }

    /** What was found last of each day. */
    Findings findings() {
        int generation = generations.live();
        List<Difference> differences = new ArrayList<>();
        List<QuestionableRetraction> retractions = new ArrayList<>();
        for (Document day : findings.find(
                Filters.and(Filters.eq(FiguresDocument.GENERATION, generation), Filters.gt(DIFFERING, 0)))) {
            day.getList("differences", Document.class).forEach(each -> differences.add(difference(each)));
            day.getList("retractions", Document.class)
                    .forEach(each -> retractions.add(new QuestionableRetraction(
                            each.getString("identity"), each.getString("retracts"), each.getString("reason"))));
        }
        Document round = findings.find(Filters.eq("_id", ROUND)).first();
        return new Findings(
                generation,
                round == null ? null : round.getDate("ended").toInstant(),
                round == null ? null : round.getLong("took"),
                findings.countDocuments(Filters.eq(FiguresDocument.GENERATION, generation)),
                differences,
                retractions);
    }

    /**
     * Mends all that is known to differ, and looks at it again.
     *
     * @return ids of the documents that were mended
     */
    List<String> repair(String by) {
        int generation = generations.live();
        List<String> repaired = new ArrayList<>();
        findings().differences().stream()
                .map(each -> FiguresDocument.Key.parse(each.document()))
                .map(key -> new Due(catalogue.find(key.campaign()).orElseThrow(), key.day()))
                .distinct()
                .forEach(each -> {
                    repaired.addAll(days.repair(generation, each.campaign(), each.day()));
                    audit(each.campaign(), each.day());
                });
        log.warn("By order of {} these were made what the journal makes of them: {}", by, repaired);
        return repaired;
    }

    private static Document document(Difference difference) {
        return new Document("document", difference.document())
                .append("unit", difference.unit())
                .append("day", difference.day())
                .append("differing", difference.differing())
                .append(
                        "fields",
                        difference.fields().stream()
                                .map(field -> new Document("field", field.field())
                                        .append("expected", field.expected())
                                        .append("found", field.found()))
                                .toList());
    }

    private static Difference difference(Document document) {
        Stream<Difference.Field> fields = document.getList("fields", Document.class).stream()
                .map(field -> new Difference.Field(
                        field.getString("field"), field.getLong("expected"), field.getLong("found")));
        return new Difference(
                document.getString("document"),
                document.getString("unit"),
                document.getString("day"),
                fields.toList(),
                document.getInteger("differing"));
    }

    private static Document document(QuestionableRetraction retraction) {
        return new Document("identity", retraction.identity())
                .append("retracts", retraction.retracts())
                .append("reason", retraction.reason());
    }
}
