package vn.bdhvs.registration.volunteer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import vn.bdhvs.local.Api;
import vn.bdhvs.local.TestPlatform;
import vn.bdhvs.local.Topic;
import vn.bdhvs.registration.RunningRegistration;

/** A person goes through all that the service does; then everything that it leaves anywhere is searched for them. */
@ExtendWith(OutputCaptureExtension.class)
class NothingLeaksTests extends RunningRegistration {

    private static final String VOLUNTEERS = "/api/v1/volunteers";
    private static final String NAME = "Tôn Nữ Bí Mật";
    private static final String PHONE = "0977000111";
    private static final String OTHER_PHONE = "0977000222";
    private static final List<String> TRACES = List.of(NAME, "Bí Mật", PHONE, PHONE.substring(1), OTHER_PHONE);

    @Autowired
    private MongoClient mongo;

    private static String report(String phone, String more) {
        return """
                {"campaign": "binh-dan-hoc-vu-so-2025", "unit": "25942", "team": "ky-su-tre", "fullName": "%s",\
                 "phone": "%s", "birthYear": 1987, "gender": "female", "registeredAt": "2025-03-25T09:00:00+07:00",\
                 "consent": {"purpose": "volunteering", "textVersion": "2025-03",\
                 "givenAt": "2025-03-25T08:59:00+07:00"}%s}""".formatted(NAME, phone, more);
    }

    @Test
    void nothingOfAPersonIsFoundButSealed(CapturedOutput output) {
        Api district = as("district-724");
        Api.Answer first = district.post(VOLUNTEERS, report(PHONE, ""), "Idempotency-Key", NAME.hashCode() + PHONE);
        String id = first.json().get("id").stringValue();
        String path = VOLUNTEERS + "/" + id;
        // Repeated, of other content, as somebody else, and not as it should be.
        district.post(VOLUNTEERS, report(PHONE, ""), "Idempotency-Key", NAME.hashCode() + PHONE);
        district.post(VOLUNTEERS, report(OTHER_PHONE, ""), "Idempotency-Key", NAME.hashCode() + PHONE);
        assertThat(district.post(VOLUNTEERS, report(PHONE, ", \"clientReference\": \"" + PHONE + "\""))
                        .status())
                .isEqualTo(409);
        district.post(VOLUNTEERS, report(PHONE + "99", ""));
        district.post(VOLUNTEERS, report(PHONE, ", \"" + NAME + "\": true"));
        district.post(
                VOLUNTEERS + "/batch",
                report(OTHER_PHONE, ", \"clientReference\": \"TNV " + OTHER_PHONE + "\"") + "\n"
                        + report(PHONE, ", \"clientReference\": \"" + NAME + "\"") + "\n",
                "Content-Type",
                "application/x-ndjson");
        district.get(VOLUNTEERS + "?clientReference=TNV%20" + OTHER_PHONE);
        district.post(
                VOLUNTEERS + "/search", "{\"campaign\": \"binh-dan-hoc-vu-so-2025\", \"phone\": \"" + PHONE + "\"}");
        district.put(path, report(PHONE, "").replace("ky-su-tre", "tri-thuc-tre"), "If-Match", "\"1\"");
        district.get(path + "/personal-data");
        district.post(path + "/retraction", "{\"reason\": \"" + NAME + " gọi từ " + PHONE + "\"}");
        try (Topic topic = new Topic(TestPlatform.brokers(), "volunteer-registered")) {
            await().untilAsserted(() -> assertThat(topic.withKey(id).stream()
                            .map(ConsumerRecord::offset)
                            .distinct())
                    .hasSizeGreaterThanOrEqualTo(4));
        }

        assertThat(everythingKept()).anyMatch(kept -> kept.contains("sealed:"));
        assertThat(Stream.concat(everythingKept(), everythingSent())).noneMatch(NothingLeaksTests::tells);
        assertThat(output.getAll()).doesNotContain(TRACES);
    }

    private static boolean tells(String text) {
        return TRACES.stream().anyMatch(text::contains);
    }

    private Stream<String> everythingKept() {
        Stream.Builder<String> everything = Stream.builder();
        for (String name : mongo.listDatabaseNames()) {
            MongoDatabase database = mongo.getDatabase(name);
            for (String collection : database.listCollectionNames()) {
                for (Document document : database.getCollection(collection).find()) {
                    everything.add(document.toJson());
                }
            }
        }
        return everything.build();
    }

    private static Stream<String> everythingSent() {
        Stream.Builder<String> everything = Stream.builder();
        for (String name : List.of("volunteer-registered", "source-tally", "activity-rejected", "figures-changed")) {
            try (Topic topic = new Topic(TestPlatform.brokers(), name)) {
                int seen;
                do {
                    seen = topic.all().size();
                } while (topic.all().size() > seen);
                topic.all().forEach(each -> {
                    everything.add(name + " " + each.key() + " " + new String(each.value(), StandardCharsets.UTF_8));
                    each.headers()
                            .forEach(header -> everything.add(new String(header.value(), StandardCharsets.UTF_8)));
                });
            }
        }
        return everything.build();
    }
}
