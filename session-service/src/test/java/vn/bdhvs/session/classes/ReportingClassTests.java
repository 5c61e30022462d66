package vn.bdhvs.session.classes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import vn.bdhvs.local.Api;
import vn.bdhvs.local.Topic;
import vn.bdhvs.session.platform.Platform;
import vn.bdhvs.session.platform.Schemas;
import vn.bdhvs.session.platform.ServiceTest;

@ServiceTest
class ReportingClassTests {

    private static final String CLASSES = "/api/v1/classes";
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String REPORT = """
            {"campaign": "binh-dan-hoc-vu-so-2025", "unit": "25942", "team": "binh-dan-hoc-vu-so",
             "topic": "an-toan-khong-gian-mang", "mode": "in-person", "startedAt": "2025-03-25T19:00:00+07:00",
             "durationMinutes": 45, "learners": {"total": 28, "members": 12, "over60": 4}, "instructors": 2,
             "venue": "Văn phòng khu phố 3, gặp anh Nam 0912345678", "clientReference": "0912345678"}
            """;

    @LocalServerPort
    int port;

    private Api diAn() {
        return new Api("http://127.0.0.1:" + port, Platform.ISSUER.token("district-724", "724"));
    }

    private static String with(String pointer, String json) {
        ObjectNode report = (ObjectNode) JSON.readTree(REPORT);
        report.remove("clientReference");
        String[] path = pointer.split("\\.");
        ObjectNode holder = path.length == 1 ? report : (ObjectNode) report.get(path[0]);
        if (json.isEmpty()) {
            holder.remove(path[path.length - 1]);
        } else {
            holder.set(path[path.length - 1], JSON.readTree(json));
        }
        return report.toString();
    }

    @Test
    void showsOnlookersNothingByWhichSomebodyInAClassMightBeKnown() {
        String id = diAn().post(CLASSES, REPORT.replace("0912345678\"}", "onlookers\"}"))
                .json()
                .get("id")
                .stringValue();
        diAn().post(CLASSES + "/" + id + "/retraction", "{\"reason\": \"anh Nam gọi 0912345678\"}");
        Api leader = new Api("http://127.0.0.1:" + port, Platform.ISSUER.token("leader", claims -> claims.claim(
                        "roles", List.of("leader"))
                .claim("units", List.of("74"))));

        for (String path : List.of(CLASSES + "/" + id, CLASSES + "/" + id + "/history", CLASSES + "?limit=200")) {
            Api.Answer shown = leader.get(path);
            assertThat(shown.status()).isEqualTo(200);
            assertThat(shown.response().body())
                    .contains(id, "\"total\":28")
                    .doesNotContain("over60", "female", "venue", "0912345678");
        }
    }

    @Test
    void publishesAClassWithoutItsVenueAndWithoutWhatItsReporterCallsIt() {
        Api.Answer answer = diAn().post(CLASSES, REPORT);

        assertThat(answer.status()).as(answer.response().body()).isEqualTo(201);
        JsonNode reported = answer.json();
        assertThat(reported.get("venue").stringValue()).contains("khu phố 3");
        assertThat(reported.has("warnings")).isFalse();
        String id = reported.get("id").stringValue();
        assertThat(diAn().get(CLASSES + "/" + id).json()).isEqualTo(reported);
        try (Topic topic = new Topic(Platform.brokers(), "class-held")) {
            List<ConsumerRecord<String, byte[]>> events = topic.awaitKey(id);
            assertThat(events).hasSize(1);
            ConsumerRecord<String, byte[]> event = events.get(0);
            assertThat(new String(event.value(), StandardCharsets.UTF_8))
                    .isEqualTo("{\"campaign\":\"binh-dan-hoc-vu-so-2025\",\"unit\":\"25942\","
                            + "\"team\":\"binh-dan-hoc-vu-so\",\"topic\":\"an-toan-khong-gian-mang\","
                            + "\"mode\":\"in-person\",\"durationMinutes\":45,"
                            + "\"learners\":{\"total\":28,\"members\":12,\"over60\":4},\"instructors\":2}");
            assertThat(Schemas.violations(event, diAn())).isEmpty();
            assertThat(StreamSupport.stream(event.headers().spliterator(), false)
                            .map(header -> new String(header.value(), StandardCharsets.UTF_8)))
                    .contains("2025-03-25T12:00:00Z", "/session-service")
                    .noneMatch(value -> value.contains("0912345678"));
        }
    }

    @Test
    void takesAClassOfAQuarterOfAMillionAndWarnsItsSender() {
        Api.Answer answer = diAn().post(CLASSES, with("learners", "{\"total\": 250000}"), "Idempotency-Key", "huge");

        assertThat(answer.status()).isEqualTo(201);
        JsonNode warning = answer.json().get("warnings").get(0);
        assertThat(warning.get("field").stringValue()).isEqualTo("learners.total");
        assertThat(warning.get("reason").stringValue()).isEqualTo("unusually-large");
        assertThat(warning.get("detail").stringValue()).contains("250000", "1000");
        assertThat(answer.json().get("learners").get("total").intValue()).isEqualTo(250_000);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    topic            |                        | topic            | missing
                    topic            | "cooking"              | topic            | unknown-code
                    mode             | "hybrid"               | mode             | unknown-code
                    durationMinutes  | 0                      | durationMinutes  | out-of-range
                    durationMinutes  | 1441                   | durationMinutes  | out-of-range
                    instructors      | 0                      | instructors      | out-of-range
                    learners         |                        | learners.total   | missing
                    learners         | 28                     | learners         | wrong-type
                    learners.total   | -1                     | learners.total   | out-of-range
                    learners.total   | "28"                   | learners.total   | wrong-type
                    learners.members | 29                     | learners.members | out-of-range
                    learners.female  | -1                     | learners.female  | out-of-range
                    learners.men     | 3                      | learners.men     | unknown-property
                    startedAt        | "2025-03-26T09:00:00Z" | startedAt        | in-the-future
                    """)
    void namesTheFieldThatIsWrong(String pointer, String json, String field, String reason) {
        Api.Answer answer = diAn().post(CLASSES, with(pointer, json == null ? "" : json));

        assertThat(answer.status()).isEqualTo(400);
        JsonNode error = answer.json().get("errors").get(0);
        assertThat(error.get("field").stringValue()).isEqualTo(field);
        assertThat(error.get("reason").stringValue()).isEqualTo(reason);
    }

    @Test
    void namesTheTopicsThatThereAre() {
        JsonNode error = diAn().post(CLASSES, with("topic", "\"cooking\""))
                .json()
                .get("errors")
                .get(0);

        assertThat(error.get("allowed").valueStream().map(JsonNode::stringValue))
                .hasSize(14)
                .contains("nghi-quyet-57", "san-choi-khoa-hoc");
    }
}
