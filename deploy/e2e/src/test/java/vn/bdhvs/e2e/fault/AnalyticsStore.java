package vn.bdhvs.e2e.fault;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.bson.Document;
import org.bson.conversions.Bson;

/** What analytics keeps, read as the documents lie there. */
final class AnalyticsStore implements AutoCloseable {

    private static final List<String> COLLECTIONS = List.of("sources", "rejections", "figures", "journal", "progress");

    private static final int CHUNK = 5_000;

    private final MongoClient client;
    private final MongoDatabase database;

    /** Opens the database {@code analytics} of a server, such as {@code mongodb://127.0.0.1:27017}. */
    AnalyticsStore(String server) {
        this.client = MongoClients.create(server);
        this.database = client.getDatabase("analytics");
    }

    MongoDatabase database() {
        return database;
    }

    /** The generation that readers see; 1 before anything was counted. */
    int liveGeneration() {
        Document control = database.getCollection("control")
                .find(new Document("_id", "figures"))
                .first();
        return control == null ? 1 : control.getInteger("live");
    }

    /** By partition key, the last offset that has been applied. */
    Map<String, Long> progress() {
        Map<String, Long> progress = new TreeMap<>();
        database.getCollection("progress")
                .find(new Document("generation", liveGeneration()))
                .forEach(each -> progress.put(
                        each.getString("partition"),
                        each.get("offset", Number.class).longValue()));
        return progress;
    }

    /** Bit by bit: the store that the tests run on holds all that one question asks for in memory. */
    void forEachJournalled(Consumer<Document> visitor) {
        MongoCollection<Document> journal = database.getCollection("journal");
        Bson more = Filters.gt("_id", "");
        while (more != null) {
            List<Document> chunk = journal.find(more)
                    .sort(Sorts.ascending("_id"))
                    .limit(CHUNK)
                    .batchSize(CHUNK)
                    .into(new ArrayList<>());
            chunk.forEach(visitor);
            more = chunk.size() < CHUNK
                    ? null
                    : Filters.gt("_id", chunk.get(CHUNK - 1).getString("_id"));
        }
    }

    /** The figures documents of the live generation. */
    void forEachFigures(Consumer<Document> visitor) {
        database.getCollection("figures")
                .find(new Document("generation", liveGeneration()))
                .forEach(visitor);
    }

    /** The figures documents of the live generation, by their ids. */
    Map<String, Document> figures() {
        Map<String, Document> figures = new TreeMap<>();
        forEachFigures(document -> figures.put(document.getString("_id"), document));
        return figures;
    }

    /** All that the figures of the live generation say, in a form that is the same after a rebuild. */
    Map<String, Object> canonicalFigures() {
        Map<String, Object> canonical = new TreeMap<>();
        forEachFigures(document -> canonical.put(
                document.getString("_id").substring(document.getString("_id").indexOf('/')),
                List.of(flat(document, "done", "received", "hours", "late", "heard"), marks(document))));
        return canonical;
    }

    /** How many copies are known, of all sources. */
    long copies() {
        AtomicLong copies = new AtomicLong();
        forEachSource(source -> copies.addAndGet(source.get("copies") instanceof Number n ? n.longValue() : 0));
        return copies.get();
    }

    /** How many rejections are kept that have this reason. */
    long rejected(String reason) {
        return database.getCollection("rejections").countDocuments(new Document("reason", reason));
    }

    /** The documents that tell copies and rejections of each source. */
    void forEachSource(Consumer<Document> visitor) {
        database.getCollection("sources").find().forEach(visitor);
    }

    void forEachRejection(Consumer<Document> visitor) {
        database.getCollection("rejections")
                .find()
                .projection(Projections.exclude("headers", "key", "detail"))
                .batchSize(200)
                .forEach(visitor);
    }

    /** Everything that is counted and kept, by collection. */
    record Dump(Map<String, List<Document>> byCollection) {}

    Dump dump() {
        Map<String, List<Document>> byCollection = new LinkedHashMap<>();
        COLLECTIONS.forEach(name ->
                byCollection.put(name, database.getCollection(name).find().into(new ArrayList<>())));
        return new Dump(byCollection);
    }

    /** Makes everything as it was dumped, progress last, while the store runs. */
    void load(Dump dump) {
        dump.byCollection().forEach((name, documents) -> {
            MongoCollection<Document> collection = database.getCollection(name);
            Map<Object, Document> dumped = new LinkedHashMap<>();
            documents.forEach(each -> dumped.put(each.get("_id"), each));
            for (Document each : collection.find().into(new ArrayList<>())) {
                Object id = each.get("_id");
                Document then = dumped.remove(id);
                if (then == null) {
                    collection.deleteOne(Filters.eq("_id", id));
                } else if (!then.equals(each)) {
                    collection.replaceOne(Filters.eq("_id", id), then);
                }
            }
            dumped.values().forEach(collection::insertOne);
        });
    }

    /** All numbers and times below some fields, by dotted path, without zeros. */
    static Map<String, Long> flat(Document document, String... fields) {
        Map<String, Long> flat = new HashMap<>();
        for (String field : fields) {
            flatten(field, document.get(field), flat);
        }
        return flat;
    }

    private static void flatten(String path, Object value, Map<String, Long> flat) {
        if (value instanceof Document document) {
            document.forEach((name, child) -> flatten(path + "." + name, child, flat));
        } else if (value instanceof Number number && number.longValue() != 0) {
            flat.put(path, number.longValue());
        } else if (value instanceof Date date) {
            flat.put(path, date.getTime());
        }
    }

    /** The marks of a document, by partition key. */
    static Map<String, Long> marks(Document document) {
        Map<String, Long> marks = new HashMap<>();
        document.get("marks", new Document()).forEach((key, offset) -> marks.put(key, ((Number) offset).longValue()));
        return marks;
    }

    @Override
    public void close() {
        client.close();
    }
}
