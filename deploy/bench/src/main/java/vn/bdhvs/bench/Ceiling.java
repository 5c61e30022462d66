package vn.bdhvs.bench;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.InsertManyOptions;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.bson.RawBsonDocument;

/**
 * As fast as it could be: the bare driver inserts the documents that another contender has left, which are in memory as bytes already, two threads, 2,000 at a
 * time, into a collection with the same indexes.
 */
final class Ceiling implements Contender {

    private static final String DATABASE = "ceiling";
    private static final String COLLECTION = "journal";
    private static final int THREADS = 2;
    private static final int BATCH = 2_000;

    private final Path documents;
    private final int count;
    private final List<Document> indexes;

    private Ceiling(Path documents, int count, List<Document> indexes) {
        this.documents = documents;
        this.count = count;
        this.indexes = indexes;
    }

    /** Takes the documents that a contender has left. */
    static Ceiling of(MongoCollection<Document> left, Path directory) {
        Path file = directory.resolve("documents.bson");
        int count = 0;
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            for (RawBsonDocument document :
                    left.withDocumentClass(RawBsonDocument.class).find().batchSize(BATCH)) {
                count++;
                byte[] bytes = bytes(document);
                out.writeInt(bytes.length);
                out.write(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Ceiling(file, count, left.listIndexes().into(new ArrayList<>()));
    }

    private static byte[] bytes(RawBsonDocument document) {
        var buffer = document.getByteBuffer();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    @Override
    public String name() {
        return "ceiling: bare driver, 2 threads, 2,000 a batch";
    }

    @Override
    public Program start(Stage stage, Store store) {
        var collection = store.client().getDatabase(DATABASE);
        collection.createCollection(COLLECTION);
        List<Document> wanted = indexes.stream()
                .filter(index -> !index.getString("name").equals("_id_"))
                .toList();
        if (!wanted.isEmpty()) {
            collection.runCommand(new Document("createIndexes", COLLECTION).append("indexes", wanted));
        }
        return stage.programs()
                .ofClass(
                        "ceiling",
                        "bench",
                        List.of("-Xmx2g", "-XX:+UseParallelGC"),
                        Ceiling.class.getName(),
                        store.uri(DATABASE),
                        documents.toString());
    }

    @Override
    public long done(MongoClient store) {
        return store.getDatabase(DATABASE).getCollection(COLLECTION).estimatedDocumentCount();
    }

    @Override
    public void check(MongoClient store, Load load) {
        if (done(store) != count) {
            throw new WrongCount("%d of %d documents are there".formatted(done(store), count));
        }
    }

    /** Inserts the documents of a file: {@code Ceiling URI FILE}; then waits to be ended. */
    public static void main(String... arguments) throws IOException, InterruptedException {
        List<RawBsonDocument> all = read(Path.of(arguments[1]));
        try (MongoClient client = MongoClients.create(arguments[0])) {
            MongoCollection<RawBsonDocument> journal =
                    client.getDatabase(DATABASE).getCollection(COLLECTION, RawBsonDocument.class);
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                int first = i;
                Thread thread = new Thread(() -> {
                    for (int from = first * BATCH; from < all.size(); from += THREADS * BATCH) {
                        journal.insertMany(
                                all.subList(from, Math.min(all.size(), from + BATCH)),
                                new InsertManyOptions().ordered(false));
                    }
                });
                thread.start();
                threads.add(thread);
            }
            for (Thread thread : threads) {
                thread.join();
            }
            System.out.println("done");
            Thread.currentThread().join();
        }
    }

    private static List<RawBsonDocument> read(Path file) throws IOException {
        List<RawBsonDocument> all = new ArrayList<>();
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            while (true) {
                byte[] bytes = new byte[in.readInt()];
                in.readFully(bytes);
                all.add(new RawBsonDocument(bytes));
            }
        } catch (EOFException end) {
            return all;
        }
    }
}
