package vn.bdhvs.analytics.ingest;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.WriteConcern;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;
import vn.bdhvs.analytics.fold.ProgressWentBack;
import vn.bdhvs.analytics.journal.JournalledEvent;
import vn.bdhvs.clock.BusinessClock;

/**
 * Every accepted event, once, under its CloudEvents identity, with the origin at which it was first journalled. It
 * decides which delivery of an event counts; the figures can be rebuilt from it.
 */
@Component
class Journal {

    private static final int DUPLICATE_KEY = 11000;

    /** Entries that are inserted at a time: few enough for a slow store to answer before it is taken for dead. */
    private static final int INSERTED = 2_000;

    /**
     * Write errors that lie in the document itself: bad value, failed to parse, invalid BSON, failed validation, too
     * large. Any other, a full disk or a change of the primary too, can pass and is never a record's fault.
     */
    private static final Set<Integer> OF_THE_DOCUMENT = Set.of(2, 9, 22, 121, 10334);

    /** Is there only when an event remembers as many copies as it may. */
    private static final String LAST_PLACE = JournalledEvent.COPIES + "." + (JournalledEvent.MOST_COPIES - 1);

    private static final Logger log = LoggerFactory.getLogger(Journal.class);

    private final MongoCollection<Document> journal;
    private final MongoCollection<RawBsonDocument> encoded;
    private final MongoCollection<Document> reversalCopies;
    private final BusinessClock clock;

    Journal(MongoTemplate mongo, BusinessClock clock) {
        this.clock = clock;
        this.reversalCopies = mongo.getCollection(JournalledEvent.REVERSAL_COPIES)
                .withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
        this.reversalCopies.createIndex(
                Indexes.ascending(JournalledEvent.RECORDED), new IndexOptions().name("recorded"));
        this.journal = mongo.getCollection(JournalledEvent.COLLECTION)
                .withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
        this.encoded = journal.withDocumentClass(RawBsonDocument.class);
        this.journal.createIndex(
                Indexes.ascending(JournalledEvent.TOPIC_ID, JournalledEvent.PARTITION, JournalledEvent.OFFSET),
                new IndexOptions().name("origin"));
        this.journal.createIndex(Indexes.ascending(JournalledEvent.SUBJECT), new IndexOptions().name("subject"));
        this.journal.createIndex(Indexes.ascending(JournalledEvent.EVENT_ID), new IndexOptions().name("event"));
        this.journal.createIndex(Indexes.ascending(JournalledEvent.TIME), new IndexOptions().name("time"));
        this.journal.createIndex(Indexes.ascending(JournalledEvent.RECORDED), new IndexOptions().name("recorded"));
        this.journal.createIndex(
                Indexes.ascending(JournalledEvent.REFERENCE_HASH),
                new IndexOptions().name("reference").sparse(true));
    }

    /** What became of an entry. */
    enum Outcome {
        /** Journalled now. */
        FRESH,
        /** Journalled before from this very origin: delivered again. */
        REDELIVERED,
        /** Another origin holds the same event with the same content. */
        COPY,
        /** Another origin holds the same identity with other content. */
        IDENTITY_REUSED,
        /** The store will never take it as it is. */
        UNSTORABLE
    }

    /** An entry and what became of it. */
    record Journalled(Entry entry, Outcome outcome) {}

    /**
     * Journals the entries and tells of each, in the order of offsets, what became of it. Safe to repeat after any failure, by any number of
     * consumers at once, with the batch cut elsewhere.
     */
    List<Journalled> add(List<Entry> entries) {
        Map<String, Entry> firsts = new LinkedHashMap<>();
        entries.forEach(entry -> firsts.putIfAbsent(entry.identity(), entry));
        List<Entry> inserts = List.copyOf(firsts.values());
        Refused refused = insert(inserts);

        List<Journalled> journalled = new ArrayList<>(entries.size());
        List<Entry> toCompare = new ArrayList<>();
        for (Entry entry : entries) {
            String identity = entry.identity();
            if (refused.unstorable().contains(identity)) {
                journalled.add(new Journalled(entry, Outcome.UNSTORABLE));
            } else if (firsts.get(identity) == entry && !refused.present().contains(identity)) {
                journalled.add(new Journalled(entry, Outcome.FRESH));
            } else {
                toCompare.add(entry);
            }
        }
        compare(toCompare, journalled);
        journalled.sort(Comparator.comparingLong(each -> each.entry().origin().offset()));
        return journalled;
    }

    /** Identities that were not inserted: there already, or never to be stored as they are. */
    private record Refused(Set<String> present, Set<String> unstorable) {}

    private Refused insert(List<Entry> entries) {
        Refused refused = new Refused(new HashSet<>(), new HashSet<>());
        Instant now = clock.instant();
        for (int from = 0; from < entries.size(); from += INSERTED) {
            insert(entries.subList(from, Math.min(entries.size(), from + INSERTED)), now, refused);
        }
        return refused;
    }

    private void insert(List<Entry> entries, Instant now, Refused refused) {
        try {
            encoded.insertMany(
                    entries.stream()
                            .map(entry -> JournalledEvent.document(
                                    entry.event(), entry.origin(), ContentHash.of(entry.event()), now))
                            .toList(),
                    new InsertManyOptions().ordered(false));
        } catch (MongoBulkWriteException e) {
            for (BulkWriteError error : e.getWriteErrors()) {
                String identity = entries.get(error.getIndex()).identity();
                if (error.getCode() == DUPLICATE_KEY) {
                    refused.present().add(identity);
                } else if (OF_THE_DOCUMENT.contains(error.getCode())) {
                    log.error("{} can never be journalled: {}", identity, error.getMessage());
                    refused.unstorable().add(identity);
                } else {
                    throw e;
                }
            }
            if (e.getWriteConcernError() != null) {
                throw e;
            }
        }
    }

    /**
     * Checks that the store still holds an entry that was journalled or found there a moment ago.
     *
     * @throws ProgressWentBack if it does not, because it was restored meanwhile
     */
    void requireHeld(Entry entry) {
        String identity = entry.identity();
        if (journal.find(eq("_id", identity))
                        .projection(Projections.include("_id"))
                        .first()
                == null) {
            throw new ProgressWentBack("the journal no longer holds " + identity);
        }
    }

    /**
     * A copy may come before the delivery that was journalled first, even in the same batch, so every entry that was not
     * inserted now is compared with the stored origin and never with its neighbours.
     */
    private void compare(List<Entry> entries, List<Journalled> journalled) {
        if (entries.isEmpty()) {
            return;
        }
        Set<String> identities = entries.stream().map(entry -> entry.identity()).collect(Collectors.toSet());
        Map<String, Document> stored = new HashMap<>();
        journal.find(in("_id", identities))
                .projection(Projections.include(JournalledEvent.ORIGIN, JournalledEvent.CONTENT_HASH))
                .forEach(document -> stored.put(document.getString("_id"), document));
        for (Entry entry : entries) {
            Document document = stored.get(entry.identity());
            if (document == null) {
                throw new IllegalStateException(
                        "the journal refused %s as a duplicate but does not hold it; was it restored meanwhile?"
                                .formatted(entry.identity()));
            }
            journalled.add(new Journalled(entry, compare(entry, document)));
        }
    }

    private static Outcome compare(Entry entry, Document stored) {
        if (JournalledEvent.origin(stored).equals(entry.origin())) {
            return Outcome.REDELIVERED;
        }
        return ContentHash.of(entry.event()).equals(stored.getString(JournalledEvent.CONTENT_HASH))
                ? Outcome.COPY
                : Outcome.IDENTITY_REUSED;
    }

    /**
     * Remembers with each event where its copies lay, as far as there is room. A copy delivered again is the same copy,
     * so it is safe to repeat.
     */
    void rememberCopies(List<Entry> copies) {
        if (copies.isEmpty()) {
            return;
        }
        rememberReversals(copies);
        journal.bulkWrite(
                copies.stream()
                        .map(copy -> new UpdateOneModel<Document>(
                                and(eq("_id", copy.identity()), exists(LAST_PLACE, false)),
                                Updates.addToSet(
                                        JournalledEvent.COPIES, copy.origin().written())))
                        .toList(),
                new BulkWriteOptions().ordered(false));
    }

    /** Under their own ids, which are not that of the entry: their sources have told of them all the same. */
    private void rememberReversals(List<Entry> copies) {
        List<UpdateOneModel<Document>> writes = copies.stream()
                .map(Entry::event)
                .filter(event -> event.retracted() != null)
                .map(event -> new UpdateOneModel<Document>(
                        eq("_id", event.source() + " " + event.id()),
                        Updates.combine(
                                Updates.setOnInsert(
                                        JournalledEvent.SOURCE, event.source().toString()),
                                Updates.setOnInsert(JournalledEvent.EVENT_ID, event.id()),
                                Updates.setOnInsert(JournalledEvent.RECORDED, Date.from(event.recordedTime()))),
                        new UpdateOptions().upsert(true)))
                .toList();
        if (!writes.isEmpty()) {
            reversalCopies.bulkWrite(writes, new BulkWriteOptions().ordered(false));
        }
    }
}
