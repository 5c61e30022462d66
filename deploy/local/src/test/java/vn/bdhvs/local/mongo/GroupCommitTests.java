package vn.bdhvs.local.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import de.bwaldvogel.mongo.MongoServer;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.bson.Document;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GroupCommitTests {

    private final AtomicInteger commits = new AtomicInteger();
    private final CountDownLatch mayCommit = new CountDownLatch(1);
    private volatile boolean slow;
    private volatile boolean diskFull;
    private final MVStore store = MVStore.open(null);
    private final CommitGate gate = new CommitGate();
    private final MongoServer server =
            new MongoServer(new GroupCommit(new StoreBackend(store, gate), gate, this::commit));
    private final MongoCollection<Document> collection;
    private final MongoClient client;

    GroupCommitTests() {
        server.bind(new InetSocketAddress("127.0.0.1", 0), 1, 32);
        client = MongoClients.create(server.getConnectionString());
        collection = client.getDatabase("test").getCollection("c");
        collection.insertOne(new Document("_id", "first"));
    }

    private void commit() {
        if (slow) {
            try {
                mayCommit.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        if (diskFull) {
            throw new IllegalStateException("no space left");
        }
        commits.incrementAndGet();
    }

    @AfterEach
    void stop() {
        mayCommit.countDown();
        client.close();
        server.shutdownNow();
    }

    @Test
    void answersAWriteOnlyWhenItIsCommittedAndWritersShareCommits() throws Exception {
        int before = commits.get();
        slow = true;
        List<CompletableFuture<Void>> writes = IntStream.range(0, 16)
                .mapToObj(i -> CompletableFuture.runAsync(
                        () -> collection.insertOne(new Document("_id", i)), task -> new Thread(task).start()))
                .toList();
        Thread.sleep(300);
        assertThat(writes).noneMatch(CompletableFuture::isDone);
        slow = false;
        mayCommit.countDown();
        for (CompletableFuture<Void> write : writes) {
            write.get(10, TimeUnit.SECONDS);
        }
        assertThat(commits.get() - before).isLessThan(16);
    }

    /** Whoever reads meanwhile waited until all of it was written. */
    @Test
    void commitsBetweenTheWritesOfALongCommand() throws Exception {
        collection.insertMany(
                IntStream.range(0, 20_000).mapToObj(i -> new Document("_id", i)).toList());
        List<Document> sets = IntStream.range(0, 20_000)
                .mapToObj(i -> new Document("q", new Document("_id", i))
                        .append("u", new Document("$set", new Document("n", 1))))
                .toList();
        // By hand, for the driver would make twenty commands of it.
        Document command = new Document("update", "c").append("updates", sets);
        CompletableFuture<?> update =
                CompletableFuture.runAsync(() -> client.getDatabase("test").runCommand(command));
        long begin = System.nanoTime();
        long longest = 0;
        while (!update.isDone()) {
            long asked = System.nanoTime();
            collection.find(Filters.eq("first")).first();
            longest = Math.max(longest, System.nanoTime() - asked);
        }
        update.get();
        assertThat(longest).as("the longest read").isLessThan((System.nanoTime() - begin) / 3);
        assertThat(collection.countDocuments(Filters.eq("n", 1))).isEqualTo(20_000);
    }

    @Test
    void commitsNothingForAReadThatSawOnlyCommittedData() {
        int before = commits.get();
        assertThat(collection.find()).hasSize(1);
        assertThat(commits).hasValue(before);
    }

    @Test
    void answersAnErrorWhenTheStoreCannotBeWrittenAndFromThenOn() {
        diskFull = true;
        assertThatExceptionOfType(MongoException.class)
                .isThrownBy(() -> collection.insertOne(new Document("_id", "lost")));
        diskFull = false;
        assertThatExceptionOfType(MongoException.class)
                .isThrownBy(() -> collection.find().first());
        assertThatExceptionOfType(MongoCommandException.class)
                .isThrownBy(() -> client.getDatabase("test").runCommand(new Document("count", "c")))
                .withMessageContaining("the store cannot be written");
    }
}
