package vn.bdhvs.local.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoWriteException;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedMongoTests {

    @Test
    void acceptsAPlainDriverConnection() {
        try (EmbeddedMongo mongo = EmbeddedMongo.inMemory(0);
                MongoClient client = MongoClients.create(mongo.uri("test"))) {
            assertThat(client.getDatabase("test").runCommand(new Document("ping", 1)))
                    .containsEntry("ok", 1.0);
            assertThat(client.getDatabase("admin").runCommand(new Document("hello", 1)))
                    .containsEntry("isWritablePrimary", true);
        }
    }

    @Test
    void refusesASecondDocumentWithTheSameUniqueValuesWithError11000() {
        try (EmbeddedMongo mongo = EmbeddedMongo.inMemory(0);
                MongoClient client = MongoClients.create(mongo.uri("test"))) {
            MongoCollection<Document> collection = client.getDatabase("test").getCollection("c");
            collection.createIndex(Indexes.ascending("client", "reference"), new IndexOptions().unique(true));
            collection.insertOne(new Document("_id", 1).append("client", "a").append("reference", "r"));
            collection.insertOne(new Document("_id", 2).append("client", "a").append("reference", "s"));

            assertThatExceptionOfType(MongoWriteException.class)
                    .isThrownBy(() -> collection.insertOne(new Document("_id", 1L)))
                    .satisfies(e -> assertThat(e.getError().getCode()).isEqualTo(11000));
            assertThatExceptionOfType(MongoWriteException.class)
                    .isThrownBy(() -> collection.insertOne(
                            new Document("_id", 3).append("client", "a").append("reference", "r")))
                    .satisfies(e -> assertThat(e.getError().getCode()).isEqualTo(11000));
            assertThatExceptionOfType(MongoWriteException.class)
                    .isThrownBy(() -> collection.updateOne(Filters.eq(2), Updates.set("reference", "r")))
                    .satisfies(e -> assertThat(e.getError().getCode()).isEqualTo(11000));
            assertThatExceptionOfType(MongoWriteException.class)
                    .isThrownBy(() -> collection.updateOne(
                            Filters.and(Filters.eq(2), Filters.eq("mark", 7)),
                            Updates.inc("n", 1),
                            new UpdateOptions().upsert(true)))
                    .satisfies(e -> assertThat(e.getError().getCode()).isEqualTo(11000));
            assertThat(collection.countDocuments()).isEqualTo(2);
        }
    }

    @Test
    void insertsAllButTheDuplicatesOfAnUnorderedBatchAndCountsThem() {
        try (EmbeddedMongo mongo = EmbeddedMongo.inMemory(0);
                MongoClient client = MongoClients.create(mongo.uri("test"))) {
            MongoCollection<Document> collection = client.getDatabase("test").getCollection("c");
            collection.insertOne(new Document("_id", 1));
            List<Document> batch =
                    IntStream.range(0, 5).mapToObj(i -> new Document("_id", i)).toList();

            assertThatExceptionOfType(MongoBulkWriteException.class)
                    .isThrownBy(() -> collection.insertMany(batch, new InsertManyOptions().ordered(false)))
                    .satisfies(e -> {
                        assertThat(e.getWriteErrors()).singleElement().satisfies(error -> assertThat(error.getIndex())
                                .isEqualTo(1));
                        assertThat(e.getWriteResult().getInsertedCount()).isEqualTo(4);
                    });
            assertThat(collection.countDocuments()).isEqualTo(5);
        }
    }

    @Test
    void bindsAPartialUniqueIndexOnlyToTheDocumentsItSpeaksOf(@TempDir Path directory) {
        for (int start = 0; start < 2; start++) {
            try (EmbeddedMongo mongo = EmbeddedMongo.start(directory, 0);
                    MongoClient client = MongoClients.create(mongo.uri("test"))) {
                MongoCollection<Document> collection =
                        client.getDatabase("test").getCollection("c");
                collection.createIndex(
                        Indexes.ascending("key"),
                        new IndexOptions().unique(true).partialFilterExpression(Filters.exists("key")));
                collection.insertMany(List.of(new Document(), new Document(), new Document("key", "k" + start)));
                assertThatExceptionOfType(MongoWriteException.class)
                        .isThrownBy(() -> collection.insertOne(new Document("key", "k0")));
                assertThat(collection.countDocuments()).isEqualTo(3 * (start + 1));
            }
        }
    }

    /** A reader sees a document as it was before or after an update, never in between, and is never in the way. */
    @Test
    void readsWholeDocumentsWhileTheyAreBeingUpdated() {
        try (EmbeddedMongo mongo = EmbeddedMongo.inMemory(0);
                MongoClient client = MongoClients.create(mongo.uri("test"))) {
            MongoCollection<Document> collection =
                    client.getDatabase("test").getCollection("c").withWriteConcern(WriteConcern.MAJORITY);
            collection.insertOne(new Document("_id", 1).append("a", 0).append("b", 0));
            List<CompletableFuture<Void>> writers = IntStream.range(0, 4)
                    .mapToObj(w -> CompletableFuture.runAsync(() -> {
                        for (int i = 0; i < 200; i++) {
                            Document after = collection.findOneAndUpdate(
                                    Filters.eq(1),
                                    Updates.combine(
                                            Updates.inc("a", 1), Updates.inc("b", 1), Updates.set("c" + i % 7, i)),
                                    new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER));
                            assertThat(after.get("a")).isEqualTo(after.get("b"));
                        }
                    }))
                    .toList();
            while (!writers.stream().allMatch(CompletableFuture::isDone)) {
                Document seen = collection.find(Filters.eq(1)).first();
                assertThat(seen.get("a")).isEqualTo(seen.get("b"));
            }
            writers.forEach(CompletableFuture::join);
            assertThat(collection.find().first()).containsEntry("a", 800);
        }
    }

    @Test
    void keepsItsDataAcrossAStop(@TempDir Path directory) {
        try (EmbeddedMongo mongo = EmbeddedMongo.start(directory, 0);
                MongoClient client = MongoClients.create(mongo.uri("test"))) {
            client.getDatabase("test").getCollection("c").insertOne(new Document("_id", 1).append("x", "y"));
        }
        try (EmbeddedMongo mongo = EmbeddedMongo.start(directory, 0);
                MongoClient client = MongoClients.create(mongo.uri("test"))) {
            assertThat(client.getDatabase("test").getCollection("c").find())
                    .containsExactly(new Document("_id", 1).append("x", "y"));
        }
    }
}
