package vn.bdhvs.local.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoException;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store in a process of its own, killed in the middle of its work. */
class KilledMongoTests {

    /** More of them find rarer losses: {@code -Dkills=100}. */
    private static final int KILLS = Integer.getInteger("kills", 4);

    private static final int WRITERS = 8;

    @TempDir
    Path directory;

    @Test
    void holdsEveryAnsweredWriteOnceAfterEachKillAndItsIndexesAgree() throws Exception {
        AtomicInteger next = new AtomicInteger();
        Map<Integer, Integer> answered = new ConcurrentHashMap<>();
        for (int kill = 0; kill < KILLS; kill++) {
            Process server = start();
            try (MongoClient client = MongoClients.create(uri(server))) {
                MongoCollection<Document> collection = collection(client);
                int before = answered.size();
                List<CompletableFuture<Void>> writers = IntStream.range(0, WRITERS)
                        .mapToObj(w -> CompletableFuture.runAsync(() -> write(collection, next, answered)))
                        .toList();
                while (answered.size() < before + 100) {
                    Thread.sleep(5);
                }
                Thread.sleep(ThreadLocalRandom.current().nextInt(100, 600));
                server.destroyForcibly().waitFor();
                writers.forEach(CompletableFuture::join);
            }
            check(answered, kill);
        }
    }

    private static void write(
            MongoCollection<Document> collection, AtomicInteger next, Map<Integer, Integer> answered) {
        try {
            while (true) {
                int size = ThreadLocalRandom.current().nextInt(4) == 0 ? 50 : 1;
                List<Integer> ids = IntStream.range(0, size)
                        .mapToObj(i -> next.getAndIncrement())
                        .toList();
                collection.insertMany(ids.stream()
                        .map(id -> new Document("_id", id)
                                .append("reference", "r" + id)
                                .append("n", 0)
                                .append("due", List.of(id, -id)))
                        .toList());
                ids.forEach(id -> answered.put(id, 0));
                for (int step = 1; step <= 3; step++) {
                    int n = step;
                    List<UpdateOneModel<Document>> moved = ids.stream()
                            .map(id -> new UpdateOneModel<Document>(
                                    Filters.and(Filters.eq(id), Filters.eq("n", n - 1)),
                                    Updates.combine(
                                            Updates.inc("n", 1),
                                            Updates.set("reference", "r" + id + "." + n),
                                            Updates.set("due", n))))
                            .toList();
                    assertThat(collection.bulkWrite(moved).getMatchedCount())
                            .as("%s are there to be updated", ids)
                            .isEqualTo(size);
                    ids.forEach(id -> answered.put(id, n));
                }
            }
        } catch (MongoException e) {
            assertThat(e.getCode())
                    .as("the connection broke, nothing else: %s", e)
                    .isNegative();
        }
    }

    private void check(Map<Integer, Integer> answered, int kill) throws Exception {
        Process server = start();
        try (MongoClient client = MongoClients.create(uri(server))) {
            MongoCollection<Document> collection = collection(client);
            List<Document> all = collection.find(Filters.ne("x", 1)).into(new ArrayList<>());
            Map<Integer, Integer> found = new ConcurrentHashMap<>();
            for (Document document : all) {
                int id = document.getInteger("_id");
                int n = document.getInteger("n");
                assertThat(found.put(id, n)).as("%d is there once", id).isNull();
                String reference = "r" + id + (n == 0 ? "" : "." + n);
                assertThat(document.getString("reference")).isEqualTo(reference);
                assertThat(collection.find(Filters.eq("reference", reference))).containsExactly(document);
            }
            Map<Integer, Integer> lost = new TreeMap<>(answered);
            lost.entrySet().removeIf(entry -> found.getOrDefault(entry.getKey(), -1) >= entry.getValue());
            assertThat(lost)
                    .as("answered, but not there after %d kills", kill + 1)
                    .isEmpty();
            Document state = client.getDatabase("test").runCommand(new Document("validate", "c"));
            long waiting = all.stream().filter(d -> d.getInteger("n") == 0).count();
            assertThat(state.get("keysPerIndex", Document.class))
                    .as("entries of each index")
                    .containsEntry("_id_", (long) all.size())
                    .containsEntry("reference_1", (long) all.size())
                    .containsEntry("due_1", all.size() + waiting);
        } finally {
            server.destroyForcibly().waitFor();
        }
    }

    private static MongoCollection<Document> collection(MongoClient client) {
        MongoCollection<Document> collection =
                client.getDatabase("test").getCollection("c").withWriteConcern(WriteConcern.MAJORITY);
        collection.createIndex(Indexes.ascending("reference"), new IndexOptions().unique(true));
        collection.createIndex(Indexes.ascending("due"));
        return collection;
    }

    private Process start() throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                        java,
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        EmbeddedMongo.class.getName(),
                        directory.toString(),
                        "0",
                        "20")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static String uri(Process server) throws IOException {
        BufferedReader output = server.inputReader(StandardCharsets.UTF_8);
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith("serving ")) {
                CompletableFuture.runAsync(() -> output.lines().forEach(rest -> {}));
                return line.substring("serving ".length()) + "?serverSelectionTimeoutMS=2000";
            }
        }
        throw new IOException("the server did not start");
    }
}
