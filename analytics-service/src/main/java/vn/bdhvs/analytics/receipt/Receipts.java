package vn.bdhvs.analytics.receipt;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Projections;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;
import vn.bdhvs.analytics.catalogue.Asker;
import vn.bdhvs.analytics.figures.Cell;
import vn.bdhvs.analytics.figures.FiguresClock;
import vn.bdhvs.analytics.figures.FiguresDocument;
import vn.bdhvs.analytics.figures.FiguresKeys;
import vn.bdhvs.analytics.figures.Generations;
import vn.bdhvs.analytics.journal.JournalledEvent;
import vn.bdhvs.analytics.journal.Origin;
import vn.bdhvs.analytics.rejection.RejectedRecord;
import vn.bdhvs.analytics.rejection.RejectedRecords;
import vn.bdhvs.clock.BusinessClock;
import vn.bdhvs.event.Activity;
import vn.bdhvs.event.ActivityEvent;
import vn.bdhvs.event.ClientReferences;
import vn.bdhvs.event.Retracted;
import vn.bdhvs.unit.UnitRegister;

/**
 * Tells what became of a report, from the journal, the figures and the rejections. An event is told as counted only when
 * the marks of both its figures documents have reached it. Blocking.
 */
@Component
class Receipts {

    /** Events of one id are few: one, unless several sources use it. */
    private static final int MOST_EVENTS = 20;

    private final MongoCollection<Document> journal;
    private final MongoCollection<Document> figures;
    private final RejectedRecords rejections;
    private final Generations generations;
    private final ClientReferences references;
    private final FiguresKeys keys;
    private final UnitRegister units;
    private final BusinessClock clock;

    Receipts(
            MongoTemplate mongo,
            RejectedRecords rejections,
            Generations generations,
            ClientReferences references,
            FiguresKeys keys,
            UnitRegister units,
            BusinessClock clock) {
        this.journal = mongo.getCollection(JournalledEvent.COLLECTION);
        this.figures = FiguresDocument.collection(mongo);
        this.rejections = rejections;
        this.generations = generations;
        this.references = references;
        this.keys = keys;
        this.units = units;
        this.clock = clock;
    }

    /**
     * The receipt of what bears this id, as far as it is the asker's to see. What is not is told like what has never
     * arrived, so that nobody learns of others' reports.
     *
     * @param id a subject's id, an event's id, or the asker's own reference
     */
    Receipt of(String id, Asker asker) {
        String ownHash = Optional.ofNullable(asker.client())
                .flatMap(client -> references.hash(client, id))
                .orElse(null);
        List<Receipt.Event> events = events(id, ownHash, asker);
        List<Receipt.Rejection> rejected = rejections.claiming(id, ownHash).stream()
                .filter(rejection -> sees(asker, rejection, ownHash))
                .map(each -> rejection(each, asker, ownHash))
                .toList();
        Verdict verdict = verdict(events, rejected);
        return new Receipt(id, verdict.status(), verdict.detail(), events, rejected);
    }

    private record Verdict(Receipt.Status status, String detail) {}

    private static Verdict verdict(List<Receipt.Event> events, List<Receipt.Rejection> rejected) {
        List<Receipt.Event> counted = events.stream()
                .filter(event -> event.status() == Receipt.Status.COUNTED)
                .toList();
        Set<Receipt.Retracts> takenBack = counted.stream()
                .map(Receipt.Event::retracts)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        boolean stands = counted.stream()
                .filter(event -> event.retracts() == null)
                .anyMatch(event -> !takenBack.contains(new Receipt.Retracts(event.source(), event.id())));
        if (stands) {
            return new Verdict(Receipt.Status.COUNTED, "The figures hold it, once.");
        }
        if (!takenBack.isEmpty()) {
            return new Verdict(
                    Receipt.Status.RETRACTED,
                    "It was taken back: the figures hold what it counts for with the other sign.");
        }
        if (!events.isEmpty()) {
            return new Verdict(Receipt.Status.PENDING, "It has arrived and will be in the figures in a moment.");
        }
        if (!rejected.isEmpty()) {
            return new Verdict(
                    Receipt.Status.REJECTED,
                    "It has arrived and cannot be counted; the rejection says why. Mend it and send it again.");
        }
        return new Verdict(
                Receipt.Status.PENDING,
                "Nothing with this id has arrived here from your units yet; if a service accepted it, it is on its way.");
    }

    private List<Receipt.Event> events(String id, @Nullable String ownHash, Asker asker) {
        int generation = generations.live();
        Map<JournalledEvent, Receipt.Place> places = new LinkedHashMap<>();
        for (JournalledEvent found : journalled(id, ownHash)) {
            Receipt.Place place = place(found.event(), generation);
            boolean own = ownHash != null && ownHash.equals(found.event().referenceHash());
            if (own || asker.sees(place.unit(), place.doneDay(), units)) {
                places.put(found, place);
            }
        }
        Map<String, Document> documents = new HashMap<>();
        figures.find(in(
                        "_id",
                        places.values().stream()
                                .flatMap(place -> place.documents().stream())
                                .toList()))
                .projection(Projections.include(FiguresDocument.MARKS))
                .forEach(document -> documents.put(document.getString("_id"), document));
        return places.entrySet().stream()
                .map(entry -> event(
                        entry.getKey(),
                        entry.getValue(),
                        entry.getValue().documents().stream()
                                .allMatch(document -> hasFolded(
                                        documents.get(document), entry.getKey().origin()))))
                .toList();
    }

    private List<JournalledEvent> journalled(String id, @Nullable String ownHash) {
        Map<String, JournalledEvent> found = new LinkedHashMap<>();
        Stream.of(
                        Optional.of(eq(JournalledEvent.SUBJECT, id)),
                        Optional.of(eq(JournalledEvent.EVENT_ID, id)),
                        Optional.ofNullable(ownHash).map(hash -> eq(JournalledEvent.REFERENCE_HASH, hash)))
                .flatMap(Optional::stream)
                .forEach((Bson bears) -> journal.find(bears)
                        .limit(MOST_EVENTS)
                        .map(JournalledEvent::from)
                        .forEach(entry -> found.putIfAbsent(entry.event().identity(), entry)));
        // One that was asked for by its own id or reference is told together with what takes it back.
        List<String> retractions = found.values().stream()
                .map(JournalledEvent::event)
                .filter(event -> event.retracted() == null)
                .map(event -> ActivityEvent.RETRACTION + event.identity())
                .toList();
        journal.find(in("_id", retractions))
                .map(JournalledEvent::from)
                .forEach(entry -> found.putIfAbsent(entry.event().identity(), entry));
        return List.copyOf(found.values());
    }

    private static boolean hasFolded(@Nullable Document document, Origin origin) {
        Document marks = document == null ? null : document.get(FiguresDocument.MARKS, Document.class);
        return marks != null
                && marks.get(origin.partitionKey()) instanceof Number mark
                && mark.longValue() >= origin.offset();
    }

    private Receipt.Place place(ActivityEvent event, int generation) {
        Activity activity = event.activity();
        FiguresDocument.Key done = keys.key(event, FiguresClock.DONE, generation);
        FiguresDocument.Key received = keys.key(event, FiguresClock.RECEIVED, generation);
        Cell cell = Cell.of(event);
        return new Receipt.Place(
                activity.campaign(),
                activity.unit(),
                done.unit().validFrom(),
                done.day(),
                received.day(),
                cell.kind().field(),
                cell.dimensions(),
                cell.counts(),
                Stream.of(done, received)
                        .distinct()
                        .map(FiguresDocument.Key::id)
                        .toList());
    }

    private Receipt.Event event(JournalledEvent journalled, Receipt.Place place, boolean counted) {
        ActivityEvent event = journalled.event();
        Instant journalledAt = journalled.journalledAt();
        List<String> copies = journalled.copies();
        return new Receipt.Event(
                counted ? Receipt.Status.COUNTED : Receipt.Status.PENDING,
                event.id(),
                event.source().toString(),
                event.type(),
                event.subject(),
                local(event.time()),
                local(event.recordedTime()),
                journalledAt == null ? null : local(journalledAt),
                journalled.origin().written(),
                retracts(event.retracted()),
                place,
                new Receipt.Copies(copies.size(), copies.size() == JournalledEvent.MOST_COPIES, copies));
    }

    private static Receipt.@Nullable Retracts retracts(@Nullable Retracted retracted) {
        return retracted == null
                ? null
                : new Receipt.Retracts(retracted.source().toString(), retracted.id());
    }

    /** A rejected record's unit is what it claims, and as good as anything else that may be wrong with it. */
    private boolean sees(Asker asker, RejectedRecord rejected, @Nullable String ownHash) {
        String unit = rejected.claims().unit();
        return asker.seesAll()
                || (ownHash != null && ownHash.equals(rejected.claims().referenceHash()))
                || (unit != null
                        && asker.sees(unit, LocalDate.ofInstant(rejected.appendedAt(), clock.getZone()), units));
    }

    /** The detail may quote what was sent, which may hold anything: it is for its sender and for operators. */
    private Receipt.Rejection rejection(RejectedRecord rejected, Asker asker, @Nullable String ownHash) {
        boolean own = ownHash != null && ownHash.equals(rejected.claims().referenceHash());
        return new Receipt.Rejection(
                rejected.reason(),
                own || asker.seesAll()
                        ? rejected.detail()
                        : "Operators can see what was sent, and why it was rejected.",
                rejected.origin().written(),
                local(rejected.judgedAt()));
    }

    private OffsetDateTime local(Instant instant) {
        return instant.atZone(clock.getZone()).toOffsetDateTime();
    }
}
