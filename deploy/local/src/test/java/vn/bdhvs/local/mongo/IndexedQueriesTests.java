package vn.bdhvs.local.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IndexedQueriesTests {

    /** So many times as fast as a scan, in the same run, is what an index answers. */
    private static final int AT_LEAST = 2;

    private final EmbeddedMongo mongo = EmbeddedMongo.inMemory(0);
    private final MongoClient client = MongoClients.create(mongo.uri(""));
    private MongoCollection<Document> indexed;
    private MongoCollection<Document> plain;

    @BeforeEach
    void collections() {
        indexed = client.getDatabase("test").getCollection("indexed");
        plain = client.getDatabase("test").getCollection("plain");
    }

    @AfterEach
    void stop() {
        client.close();
        mongo.close();
    }

    /** The same documents, changes and queries, with and without indexes, give the same answers. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void answerWhatAScanAnswers(long seed) {
        Random random = new Random(seed);
        indexed.createIndex(Indexes.ascending("a", "b"));
        indexed.createIndex(Indexes.descending("b"));
        indexed.createIndex(Indexes.ascending("o.x"), new IndexOptions().sparse(true));
        indexed.createIndex(Indexes.ascending("c"), new IndexOptions().sparse(true));
        for (int step = 0; step < 400; step++) {
            change(random);
            if (step == 200) {
                indexed.createIndex(Indexes.ascending("c", "a", "b"));
            }
            Document query = query(random);
            Document order = order(random);
            int limit = random.nextInt(4) == 0 ? 1 + random.nextInt(5) : 0;
            assertThat(find(indexed, query, order, limit))
                    .as("%s sorted by %s, at most %d", query, order, limit)
                    .isEqualTo(find(plain, query, order, limit));
            assertThat(indexed.countDocuments(query)).isEqualTo(plain.countDocuments(query));
            assertThat(count(query)).as("count of %s", query).isEqualTo((int) plain.countDocuments(query));
        }
        assertThat(plain.countDocuments()).isPositive();
    }

    private void change(Random random) {
        Object id = random.nextInt(3) == 0 ? name(random) : (Object) random.nextInt(150);
        switch (random.nextInt(8)) {
            case 0 -> both(c -> c.deleteOne(new Document("_id", id)));
            case 1 -> {
                Document query = query(random);
                Document set = new Document("$set", new Document("b", value(random)));
                both(c -> c.updateMany(query, set));
            }
            default -> {
                Document document = new Document();
                for (String field : List.of("a", "b", "c")) {
                    if (random.nextInt(4) > 0) {
                        document.append(field, random.nextInt(6) == 0 ? values(random) : value(random));
                    }
                }
                if (random.nextBoolean()) {
                    document.append(
                            "o",
                            IntStream.range(0, random.nextInt(3))
                                    .mapToObj(i -> new Document("x", value(random)))
                                    .toList());
                }
                both(c -> {
                    c.deleteOne(new Document("_id", id));
                    c.insertOne(new Document("_id", id).append("n", 1));
                    c.replaceOne(new Document("_id", id), document);
                });
            }
        }
    }

    private void both(java.util.function.Consumer<MongoCollection<Document>> change) {
        change.accept(indexed);
        change.accept(plain);
    }

    private static List<Object> values(Random random) {
        return new ArrayList<>(Arrays.asList(value(random), value(random)));
    }

    private static Object value(Random random) {
        return switch (random.nextInt(12)) {
            case 0 -> null;
            case 1 -> (long) random.nextInt(6);
            case 2 -> random.nextInt(6) + 0.5;
            case 3 -> (double) random.nextInt(6);
            case 4 -> new Date(random.nextInt(5));
            case 5 -> random.nextBoolean();
            case 6, 7 -> name(random);
            case 8 -> new Document("k", random.nextInt(2));
            default -> random.nextInt(6);
        };
    }

    private static String name(Random random) {
        return "s" + random.nextInt(5);
    }

    private static Document query(Random random) {
        Document query = new Document();
        if (random.nextInt(5) == 0) {
            query.append("_id", new Document("$in", List.of(name(random), name(random), name(random))));
        }
        for (String field : List.of("_id", "a", "b", "c", "o.x")) {
            if (query.containsKey(field) || random.nextInt(field.equals("_id") ? 5 : 3) != 0) {
                continue;
            }
            query.append(
                    field,
                    switch (random.nextInt(7)) {
                        case 0 -> new Document("$in", values(random));
                        case 1 -> new Document("$gt", bound(random));
                        case 2 -> new Document("$gte", bound(random));
                        case 3 -> new Document("$lt", bound(random));
                        case 4 ->
                            new Document(random.nextBoolean() ? "$gte" : "$gt", bound(random))
                                    .append(random.nextBoolean() ? "$lt" : "$lte", bound(random));
                        case 5 -> new Document("$ne", value(random));
                        default -> value(random);
                    });
        }
        return random.nextInt(5) == 0 && query.size() > 1 ? new Document("$and", List.of(query)) : query;
    }

    private int count(Document query) {
        return client.getDatabase("test")
                .runCommand(new Document("count", "indexed").append("query", query))
                .getInteger("n");
    }

    private static Object bound(Random random) {
        Object value = value(random);
        return value == null || value instanceof Document ? (Object) random.nextInt(6) : value;
    }

    private static Document order(Random random) {
        int direction = random.nextBoolean() ? 1 : -1;
        return switch (random.nextInt(4)) {
            case 0 -> new Document("_id", direction);
            case 1 -> new Document("a", direction).append("b", direction).append("_id", direction);
            case 2 -> new Document("b", direction).append("_id", direction);
            default -> new Document("c", -direction).append("a", direction).append("_id", 1);
        };
    }

    private static List<Document> find(MongoCollection<Document> in, Bson query, Bson order, int limit) {
        FindIterable<Document> found = in.find(query).sort(order).limit(limit).batchSize(7);
        List<Document> documents = found.into(new ArrayList<>());
        documents.forEach(document -> document.remove("n"));
        return documents;
    }

    @Test
    void doNotScanForAnIdBesideOtherConditionsNorForAPrefixAndARangeNorForASparseField() {
        indexed.createIndex(Indexes.ascending("o.t", "o.p", "o.n"));
        indexed.createIndex(Indexes.ascending("campaign", "unit", "day"));
        indexed.createIndex(Indexes.ascending("outbox.due"), new IndexOptions().sparse(true));
        indexed.createIndex(Indexes.ascending("client", "reference"), new IndexOptions().unique(true));
        List<Document> documents = IntStream.range(0, 30_000)
                .mapToObj(i -> new Document("_id", "e" + i)
                        .append("mark", i)
                        .append(
                                "o",
                                new Document("t", "topic").append("p", i % 12).append("n", (long) i))
                        .append("campaign", "c")
                        .append("unit", "u" + i % 100)
                        .append("day", i / 1000)
                        .append("client", "x")
                        .append("reference", "r" + i)
                        .append("outbox", i % 5000 == 0 ? List.of(new Document("due", i)) : List.of()))
                .toList();
        indexed.insertMany(documents);

        Set<Bson> queries = new LinkedHashSet<>();
        queries.add(new Document("_id", "e777").append("mark", 777));
        queries.add(
                new Document("_id", new Document("$in", List.of("e1", "e2"))).append("mark", new Document("$gt", 1)));
        queries.add(new Document("o.t", "topic").append("o.p", 1).append("o.n", new Document("$gt", 29_900L)));
        queries.add(new Document("campaign", "c")
                .append("unit", new Document("$in", List.of("u1", "u2")))
                .append("day", new Document("$gte", 27).append("$lt", 29)));
        queries.add(new Document("outbox.due", new Document("$lt", 20_000)));
        queries.add(new Document("client", "x").append("reference", "r5").append("mark", 5));
        Duration scan = fastest(() -> indexed.find(new Document("nowhere", 1)).into(new ArrayList<>()));
        for (Bson query : queries) {
            assertThat(indexed.find(query)).isNotEmpty();
            Duration each = fastest(() -> indexed.find(query).into(new ArrayList<>()));
            assertThat(each.multipliedBy(AT_LEAST))
                    .as("%s takes %s", query, each)
                    .isLessThan(scan);
        }
    }

    /** Ten times as many took a hundred times as long: each that was found was looked for in the list again. */
    @Test
    void findManyIdsAboutAsFastEachAsAFew() {
        indexed.insertMany(IntStream.range(0, 5_000)
                .mapToObj(i -> new Document("_id", "e" + i))
                .toList());
        List<String> ids = IntStream.range(0, 5_000).mapToObj(i -> "e" + i).toList();
        Bson many = new Document("_id", new Document("$in", ids));
        Bson few = new Document("_id", new Document("$in", ids.subList(0, 500)));

        assertThat(indexed.find(many).into(new ArrayList<>())).hasSize(5_000);
        Duration forFew = fastest(() -> indexed.find(few).into(new ArrayList<>()));
        Duration forMany = fastest(() -> indexed.find(many).into(new ArrayList<>()));
        assertThat(forMany).as("500 take %s", forFew).isLessThan(forFew.multipliedBy(30));
    }

    /** The least of many times, which what else the machine does can hardly make longer. */
    private static Duration fastest(Runnable work) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 30; i++) {
            long start = System.nanoTime();
            work.run();
            least = Math.min(least, System.nanoTime() - start);
        }
        return Duration.ofNanos(least);
    }

    /** Each was read, to be counted: eight seconds for a hundred thousand, while nothing else moved. */
    @Test
    void countARangeWithoutReadingWhatIsInIt() {
        indexed.createIndex(Indexes.ascending("outbox.due"), new IndexOptions().sparse(true));
        indexed.insertMany(IntStream.range(0, 30_000)
                .mapToObj(i -> new Document("_id", i)
                        .append("outbox", new Document("due", i % 3 == 0 ? "never" : (Object) new Date(i))))
                .toList());
        Document query =
                new Document("outbox.due", new Document("$gt", new Date(0)).append("$lt", new Date(Long.MAX_VALUE)));

        assertThat(count(query)).isEqualTo(20_000);
        Duration scan = fastest(() -> indexed.find(new Document("nowhere", 1)).into(new ArrayList<>()));
        Duration counted = fastest(() -> count(query));
        assertThat(counted.multipliedBy(AT_LEAST))
                .as("a count takes %s, a scan %s", counted, scan)
                .isLessThan(scan);
    }
}
