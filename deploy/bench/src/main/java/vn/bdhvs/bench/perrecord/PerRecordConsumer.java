package vn.bdhvs.bench.perrecord;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Inserts each event under its identity, and if it was not there adds it to the figures of its unit and day. A crash between the two loses
 * it from the figures, and nothing notices: the price of the plain way, beside its speed.
 */
@SpringBootApplication
public class PerRecordConsumer {

    private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final String RETRACTION = "vn.bdhvs.activity-retracted.v1";

    /** Runs it until it is ended; its settings come from the environment. */
    public static void main(String... arguments) {
        SpringApplication.run(PerRecordConsumer.class, arguments);
    }

    @Bean
    Consumer<Message<byte[]>> activities(MongoTemplate mongo, JsonMapper json) {
        return message -> take(message, mongo, json);
    }

    private static void take(Message<byte[]> message, MongoTemplate mongo, JsonMapper json) {
        MessageHeaders headers = message.getHeaders();
        String type = text(headers, "ce_type");
        String time = text(headers, "ce_time");
        String body = new String(message.getPayload(), StandardCharsets.UTF_8);
        try {
            mongo.insert(
                    new Document("_id", text(headers, "ce_source") + " " + text(headers, "ce_id"))
                            .append("type", type)
                            .append("subject", text(headers, "ce_subject"))
                            .append("time", time)
                            .append("recorded", text(headers, "ce_recordedtime"))
                            .append("data", Document.parse(body)),
                    "events");
        } catch (DuplicateKeyException alreadyThere) {
            return;
        }
        JsonNode data = json.readTree(body);
        boolean takesBack = RETRACTION.equals(type);
        JsonNode activity = takesBack ? data.path("data") : data;
        List<Bson> more = increments(takesBack ? data.path("type").asString() : type, activity, takesBack ? -1 : 1);
        if (!more.isEmpty()) {
            String day = LocalDate.ofInstant(Instant.parse(time), ZONE).toString();
            mongo.getCollection("sums")
                    .updateOne(
                            Filters.eq("_id", activity.path("unit").asString() + " " + day),
                            Updates.combine(more),
                            new UpdateOptions().upsert(true));
        }
    }

    private static List<Bson> increments(String type, JsonNode activity, long sign) {
        List<Bson> more = new ArrayList<>();
        switch (type) {
            case "vn.bdhvs.citizen-assisted.v1" -> {
                more.add(Updates.inc("assists", sign));
                more.add(
                        Updates.inc("citizens", sign * activity.path("citizens").asLong()));
            }
            case "vn.bdhvs.class-held.v1" -> {
                more.add(Updates.inc("classes", sign));
                more.add(Updates.inc(
                        "learners",
                        sign * activity.path("learners").path("total").asLong()));
            }
            case "vn.bdhvs.volunteer-registered.v1" -> more.add(Updates.inc("volunteers", sign));
            default -> {
                // A nil report adds nothing.
            }
        }
        return more;
    }

    private static String text(MessageHeaders headers, String name) {
        Object value = headers.get(name);
        return value instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : String.valueOf(value);
    }
}
