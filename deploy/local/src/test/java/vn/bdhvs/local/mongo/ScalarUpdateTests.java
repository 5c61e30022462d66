package vn.bdhvs.local.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.result.UpdateResult;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Random;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScalarUpdateTests {

    private static final List<String> PATHS =
            List.of("n", "a.n", "a.b.n", "a.b.m", "a.c", "d", "d.n", "list.0", "list.n", "text", "at", "a-b.n");

    private final EmbeddedMongo mongo = EmbeddedMongo.inMemory(0);
    private final MongoClient client = MongoClients.create(mongo.uri(""));
    private final MongoCollection<Document> scalar = client.getDatabase("test").getCollection("scalar");
    private final MongoCollection<Document> judged = client.getDatabase("test").getCollection("judged");

    @AfterEach
    void stop() {
        client.close();
        mongo.close();
    }

    /** Taking something out of a list that is not there changes nothing, and has the server itself judge the update. */
    private static Document leftToTheServer(Document update) {
        return new Document(update).append("$pull", new Document("nothing", 1));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void doesWhatTheServerDoes(long seed) {
        Random random = new Random(seed);
        for (MongoCollection<Document> each : List.of(scalar, judged)) {
            each.createIndex(Indexes.ascending("a.b.n"));
            each.insertOne(
                    Document.parse("{_id: 0, list: [NumberLong(1), {n: NumberLong(2)}], text: 'x', n: 1.5, d: null}"));
        }
        for (int step = 0; step < 500; step++) {
            Bson filter = filter(random);
            Document update = update(random);
            UpdateOptions options = new UpdateOptions().upsert(random.nextBoolean());
            assertThat(answer(scalar, filter, update, options))
                    .as("step %d: %s by %s", step, filter, update)
                    .isEqualTo(answer(judged, filter, leftToTheServer(update), options));
            assertThat(all(scalar))
                    .as("step %d: %s by %s", step, filter, update)
                    .isEqualTo(all(judged));
        }
    }

    private static Bson filter(Random random) {
        Bson id = Filters.eq("_id", random.nextInt(6));
        return switch (random.nextInt(5)) {
            case 0 -> Filters.and(id, Filters.exists(any(random, PATHS), random.nextBoolean()));
            case 1 -> Filters.and(id, Filters.eq("a.b.n", random.nextLong(3)));
            case 2 -> Filters.and(id, Filters.lt("n", random.nextInt(9)));
            default -> id;
        };
    }

    private static Document update(Random random) {
        Document update = new Document();
        for (int i = 0; i <= random.nextInt(4); i++) {
            String operator = any(random, List.of("$set", "$unset", "$setOnInsert", "$inc", "$inc", "$min", "$max"));
            Document operands = update.get(operator, new Document());
            operands.append(any(random, PATHS), operand(random, operator));
            update.append(operator, operands);
        }
        return update;
    }

    /** Numbers of one type only: the server takes 1 and 1.0 for the same value and keeps the old one, MongoDB does not. */
    private static Object operand(Random random, String operator) {
        return switch (operator.equals("$inc") ? 0 : random.nextInt(4)) {
            case 0 -> random.nextLong(9) - 4;
            case 1 -> new Date(random.nextInt(9));
            case 2 -> "text " + random.nextInt(3);
            default -> random.nextBoolean();
        };
    }

    private static <T> T any(Random random, List<T> some) {
        return some.get(random.nextInt(some.size()));
    }

    private static String answer(
            MongoCollection<Document> collection, Bson filter, Document update, UpdateOptions options) {
        try {
            UpdateResult result = collection.updateOne(filter, update, options);
            return "%d matched, %d modified, inserted %s"
                    .formatted(result.getMatchedCount(), result.getModifiedCount(), result.getUpsertedId());
        } catch (MongoWriteException e) {
            return "error " + e.getCode();
        }
    }

    private static List<String> all(MongoCollection<Document> collection) {
        return collection.find().map(Document::toJson).into(new ArrayList<>());
    }
}
