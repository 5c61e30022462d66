package vn.bdhvs.analytics.audit;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;
import vn.bdhvs.analytics.figures.FiguresClock;
import vn.bdhvs.analytics.figures.FiguresDocument;
import vn.bdhvs.analytics.figures.FlatFigures;
import vn.bdhvs.analytics.fold.Contribution;
import vn.bdhvs.analytics.fold.FiguresContributions;
import vn.bdhvs.analytics.fold.Progress;
import vn.bdhvs.analytics.journal.JournalledEvent;
import vn.bdhvs.analytics.journal.Origin;
import vn.bdhvs.campaign.Campaign;
import vn.bdhvs.clock.BusinessClock;
import vn.bdhvs.event.ActivityEvent;
import vn.bdhvs.event.Retracted;

/**
 * Compares the figures of one local day with the journal. A document must be the sum of exactly the entries at or below
 * its marks, and nothing at or below progress may lie beyond a mark. Progress is read first, then the documents, then the
 * journal: so whatever is applied meanwhile is no difference.
 */
@Component
class DayAudit {

    /** In business time, from when it was journalled: an original may travel on another partition than its retraction. */
    private static final Duration ORIGINAL_MAY_TAKE = Duration.ofMinutes(10);

    private static final int CHUNK = 1000;

    /** So many of one day are told of: who has mended these learns of the rest. */
    private static final int MOST_QUESTIONABLE = 1000;

    private final MongoCollection<Document> figures;
    private final MongoCollection<Document> journal;
    private final Progress progress;
    private final FiguresContributions contributions;
    private final BusinessClock clock;

    DayAudit(MongoTemplate mongo, Progress progress, FiguresContributions contributions, BusinessClock clock) {
        this.figures = FiguresDocument.collection(mongo).withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
        this.journal = mongo.getCollection(JournalledEvent.COLLECTION);
        this.progress = progress;
        this.contributions = contributions;
        this.clock = clock;
    }

    /**
     * What came out.
     *
     * @param entries of the journal that fall on that day, by either clock
     */
    record Outcome(int entries, List<Difference> differences, List<QuestionableRetraction> retractions) {}

    /** What a document must be, and what it is. */
    private record Judged(
            Map<String, Long> expected,
            Map<String, Long> marks,
            @Nullable Document found) {

        boolean agrees() {
            return expected.equals(actual());
        }

        Map<String, Long> actual() {
            return found == null ? Map.of() : FlatFigures.of(found);
        }
    }

    /** Compares one day of a campaign. */
    Outcome compare(int generation, Campaign campaign, LocalDate day) {
        int[] entries = {0};
        Map<String, JournalledEvent> retractions = new HashMap<>();
        List<Difference> differences = new ArrayList<>();
        Consumer<JournalledEvent> seen = entry -> {
            entries[0]++;
            Retracted retracted = entry.event().retracted();
            if (retracted != null
                    && FiguresClock.RECEIVED.day(entry.event(), campaign).equals(day)) {
                retractions.put(retracted.source() + " " + retracted.id(), entry);
            }
        };
        judge(generation, campaign, day, seen).forEach((id, judged) -> {
            if (!judged.agrees()) {
                differences.add(Difference.of(
                        id,
                        FiguresDocument.Key.parse(id).unit().code(),
                        day.toString(),
                        judged.expected(),
                        judged.actual()));
            }
        });
        return new Outcome(entries[0], differences, questionable(retractions));
    }

    private Map<String, Judged> judge(
            int generation, Campaign campaign, LocalDate day, Consumer<JournalledEvent> seen) {
        Map<String, Progress.Applied> applied = progress.readAll(generation).byKey();
        Map<String, Document> documents = new TreeMap<>();
        figures.find(and(
                        eq(FiguresDocument.GENERATION, generation),
                        eq(FiguresDocument.CAMPAIGN, campaign.code()),
                        eq(FiguresDocument.DAY, day.toString())))
                .forEach(document -> documents.put(document.getString("_id"), document));
        Map<String, Map<String, Long>> sums = new HashMap<>();
        Map<String, Map<String, Long>> marks = new HashMap<>();
        forEachEntry(campaign, day, entry -> {
            seen.accept(entry);
            Origin origin = entry.origin();
            Progress.Applied upTo = applied.getOrDefault(origin.partitionKey(), Progress.Applied.NOTHING);
            for (Contribution each : contributions.of(entry.event(), origin, false, generation)) {
                long mark = mark(documents.get(each.documentId()), origin.partitionKey());
                boolean ofTheDay =
                        day.equals(FiguresDocument.Key.parse(each.documentId()).day());
                if (ofTheDay && origin.offset() <= Math.max(mark, upTo.offset())) {
                    add(each, sums.computeIfAbsent(each.documentId(), id -> new TreeMap<>()));
                    marks.computeIfAbsent(each.documentId(), id -> new TreeMap<>())
                            .merge(origin.partitionKey(), origin.offset(), Math::max);
                }
            }
        });
        Map<String, Judged> judged = new LinkedHashMap<>();
        TreeSet<String> ids = new TreeSet<>(documents.keySet());
        ids.addAll(sums.keySet());
        for (String id : ids) {
            Map<String, Long> expected = sums.getOrDefault(id, new TreeMap<>());
            expected.values().removeIf(sum -> sum == 0);
            judged.put(id, new Judged(expected, marks.getOrDefault(id, Map.of()), documents.get(id)));
        }
        return judged;
    }

    private static long mark(@Nullable Document document, String key) {
        Document marks = document == null ? null : document.get(FiguresDocument.MARKS, Document.class);
        return marks != null && marks.get(key) instanceof Number mark ? mark.longValue() : Progress.NONE;
    }

    private static void add(Contribution contribution, Map<String, Long> sums) {
        contribution.increments().forEach((field, amount) -> sums.merge(field, amount, Long::sum));
        contribution.spans().forEach((field, at) -> {
            sums.merge(field + "." + FiguresDocument.FIRST, at.toEpochMilli(), Math::min);
            sums.merge(field + "." + FiguresDocument.LAST, at.toEpochMilli(), Math::max);
        });
    }

    /** What was done or received on that day, one at a time: a day may hold more than fits in memory. */
    private void forEachEntry(Campaign campaign, LocalDate day, Consumer<JournalledEvent> consumer) {
        for (FiguresClock clock : FiguresClock.values()) {
            String field = clock == FiguresClock.DONE ? JournalledEvent.TIME : JournalledEvent.RECORDED;
            for (Document document :
                    journal.find(and(eq(JournalledEvent.CAMPAIGN, campaign.code()), within(field, campaign, day)))) {
                JournalledEvent entry = JournalledEvent.from(document);
                if (clock == FiguresClock.DONE
                        || !FiguresClock.DONE.day(entry.event(), campaign).equals(day)) {
                    consumer.accept(entry);
                }
            }
        }
    }

    private static Bson within(String field, Campaign campaign, LocalDate day) {
        Instant begin = day.atStartOfDay(campaign.timeZone()).toInstant();
        Instant end = day.plusDays(1).atStartOfDay(campaign.timeZone()).toInstant();
        return and(gte(field, Date.from(begin)), lt(field, Date.from(end)));
    }

    /** Of retractions, by what they take back, the first of those whose original is not what they say. */
    private List<QuestionableRetraction> questionable(Map<String, JournalledEvent> retractions) {
        List<QuestionableRetraction> questionable = new ArrayList<>();
        List<String> all = List.copyOf(retractions.keySet());
        for (int from = 0; from < all.size() && questionable.size() < MOST_QUESTIONABLE; from += CHUNK) {
            List<String> some = all.subList(from, Math.min(from + CHUNK, all.size()));
            Map<String, ActivityEvent> originals = new HashMap<>();
            journal.find(in("_id", some))
                    .forEach(document -> originals.put(
                            document.getString("_id"),
                            JournalledEvent.from(document).event()));
            for (String retracts : some) {
                JournalledEvent entry = Objects.requireNonNull(retractions.get(retracts));
                String reason = reason(entry, originals.get(retracts));
                if (reason != null) {
                    questionable.add(new QuestionableRetraction(entry.event().identity(), retracts, reason));
                }
            }
        }
        return List.copyOf(questionable.subList(0, Math.min(MOST_QUESTIONABLE, questionable.size())));
    }

    private @Nullable String reason(JournalledEvent retraction, @Nullable ActivityEvent original) {
        ActivityEvent event = retraction.event();
        if (original == null) {
            Instant since = Objects.requireNonNullElse(retraction.journalledAt(), Instant.EPOCH);
            return since.plus(ORIGINAL_MAY_TAKE).isBefore(clock.instant()) ? "original-missing" : null;
        }
        return original.activity().equals(event.activity())
                        && original.time().equals(event.time())
                        && original.subject().equals(event.subject())
                ? null
                : "original-differs";
    }

    /**
     * Makes each document of a day what the journal makes of it. A document that is written to meanwhile is left to the next
     * try, so nothing that is folded at the same time is lost.
     *
     * @return ids of those that were mended
     */
    List<String> repair(int generation, Campaign campaign, LocalDate day) {
        List<String> repaired = new ArrayList<>();
        judge(generation, campaign, day, entry -> {}).forEach((id, judged) -> {
            if (!judged.agrees() && write(id, judged)) {
                repaired.add(id);
            }
        });
        return repaired;
    }

    private boolean write(String id, Judged judged) {
        Document found = judged.found();
        List<Bson> update = new ArrayList<>();
        FlatFigures.unflattened(judged.expected()).forEach((field, value) -> update.add(Updates.set(field, value)));
        judged.marks().forEach((key, mark) -> update.add(Updates.max(FiguresDocument.MARKS + "." + key, mark)));
        FiguresDocument.Key.parse(id).fields().forEach((field, value) -> update.add(Updates.setOnInsert(field, value)));
        update.add(Updates.inc(FiguresDocument.VERSION, 1L));
        Bson asRead = found == null
                ? exists(FiguresDocument.VERSION, false)
                : eq(FiguresDocument.VERSION, found.get(FiguresDocument.VERSION));
        try {
            var result = figures.updateOne(
                    and(eq("_id", id), asRead), Updates.combine(update), new UpdateOptions().upsert(found == null));
            return result.getMatchedCount() == 1 || result.getUpsertedId() != null;
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
                return false;
            }
            throw e;
        }
    }
}
