package vn.bdhvs.registration.volunteer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import vn.bdhvs.local.Api;
import vn.bdhvs.local.DescribedForm;
import vn.bdhvs.local.TestPlatform;
import vn.bdhvs.local.Topic;
import vn.bdhvs.registration.RunningRegistration;

class RegisteringVolunteerTests extends RunningRegistration {

    private static final String VOLUNTEERS = "/api/v1/volunteers";
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final AtomicInteger NUMBER = new AtomicInteger(100_000_000);
    private static final String REPORT = """
            {"campaign": "binh-dan-hoc-vu-so-2025", "unit": "25942", "team": "ky-su-tre",
             "fullName": "Nguyễn Thị Mẫu", "phone": "0912345678", "birthYear": 2003, "gender": "female",
             "registeredAt": "2025-03-25T09:00:00+07:00",
             "consent": {"purpose": "volunteering", "textVersion": "2025-03", "givenAt": "2025-03-25T08:59:00+07:00"}}
            """;

    /** Of somebody who is not registered yet. */
    private static String report() {
        return REPORT.replace("0912345678", "0" + NUMBER.incrementAndGet());
    }

    private static String with(String field, String json) {
        return with(REPORT, field, json);
    }

    private static String with(String other, String field, String json) {
        ObjectNode report = (ObjectNode) JSON.readTree(other);
        String[] path = field.split("\\.");
        ObjectNode holder = path.length == 1 ? report : (ObjectNode) report.get(path[0]);
        if (json == null) {
            holder.remove(path[path.length - 1]);
        } else {
            holder.set(path[path.length - 1], JSON.readTree(json));
        }
        return report.toString();
    }

    @Test
    void keepsTheNameAndTellsNobody() {
        Api.Answer answer = as("district-724").post(VOLUNTEERS, with("clientReference", "\"TNV-0912345678\""));

        assertThat(answer.status()).as(answer.response().body()).isEqualTo(201);
        String id = answer.json().get("id").stringValue();
        assertThat(answer.json().get("fullName").stringValue()).isEqualTo("Nguyễn Thị Mẫu");
        assertThat(as("district-724").get(VOLUNTEERS + "/" + id).json()).isEqualTo(answer.json());
        assertThat(as("district-725").get(VOLUNTEERS + "/" + id).status()).isEqualTo(404);
        try (Topic topic = new Topic(TestPlatform.brokers(), "volunteer-registered")) {
            List<ConsumerRecord<String, byte[]>> events = topic.awaitKey(id);
            assertThat(events).hasSize(1);
            String data = new String(events.get(0).value(), StandardCharsets.UTF_8);
            assertThat(data)
                    .isEqualTo("{\"campaign\":\"binh-dan-hoc-vu-so-2025\",\"unit\":\"25942\",\"team\":\"ky-su-tre\"}");
            assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                            .getSchema(
                                    as("").get("/schemas/volunteer-registered.v1.json")
                                            .response()
                                            .body(),
                                    InputFormat.JSON)
                            .validate(data, InputFormat.JSON))
                    .isEmpty();
            assertThat(StreamSupport.stream(events.get(0).headers().spliterator(), false)
                            .map(header -> new String(header.value(), StandardCharsets.UTF_8)))
                    .contains("/registration-service", "vn.bdhvs.volunteer-registered.v1", "2025-03-25T02:00:00Z")
                    .noneMatch(value -> value.contains("0912345678") || value.contains("Nguyễn"));
        }
    }

    /** The figures know no names: what no event tells takes nothing back. */
    @Test
    void correctsAPersonWithoutAnEventAndATeamWithTwo() {
        String report = report();
        Api.Answer first = as("district-724").post(VOLUNTEERS, report);
        String path = VOLUNTEERS + "/" + first.json().get("id").stringValue();
        Api.Answer named =
                as("district-724").put(path, with(report, "fullName", "\"Nguyễn Thị Mẫu Hai\""), "If-Match", "\"1\"");
        assertThat(named.status()).as(named.response().body()).isEqualTo(200);
        Api.Answer moved = as("district-724").put(path, with(report, "team", "\"tri-thuc-tre\""), "If-Match", "\"2\"");

        assertThat(moved.json().get("version").intValue()).isEqualTo(3);
        JsonNode history = as("district-724").get(path + "/history").json().get("items");
        assertThat(history.valueStream().map(item -> item.at("/report/fullName").stringValue()))
                .containsExactly("Nguyễn Thị Mẫu", "Nguyễn Thị Mẫu Hai", "Nguyễn Thị Mẫu");
        try (Topic topic = new Topic(TestPlatform.brokers(), "volunteer-registered")) {
            await().untilAsserted(() -> assertThat(topic
                            .withKey(first.json().get("id").stringValue())
                            .stream()
                            .map(event -> new String(
                                    event.headers().lastHeader("ce_type").value(), StandardCharsets.UTF_8))
                            .distinct())
                    .containsExactly("vn.bdhvs.volunteer-registered.v1", "vn.bdhvs.activity-retracted.v1"));
            await().untilAsserted(() -> assertThat(
                            topic.withKey(first.json().get("id").stringValue()).stream()
                                    .map(event -> new String(
                                            event.headers().lastHeader("ce_id").value(), StandardCharsets.UTF_8))
                                    .distinct())
                    .hasSize(3));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"+84 %s %s %s", "0%s.%s.%s", "(0%s) %s-%s", "+84%s%s%s"})
    void knowsAPersonAgainHoweverTheNumberIsWritten(String format) {
        String digits = Integer.toString(NUMBER.incrementAndGet());
        String phone = format.formatted(digits.substring(0, 3), digits.substring(3, 6), digits.substring(6));
        ObjectNode first = (ObjectNode) JSON.readTree(REPORT);
        first.put("clientReference", "written-" + digits).put("phone", "0" + digits);
        as("district-724").post(VOLUNTEERS, first.toString());
        Api.Answer again =
                as("district-724").post(VOLUNTEERS, first.put("phone", phone).toString());

        assertThat(again.status()).as(again.response().body()).isEqualTo(200);
        assertThat(again.json().get("phone").stringValue()).isEqualTo("0" + digits);
    }

    /** Numbers of landlines have eleven digits (Bình Dương's since 2017: 0274 and seven). */
    @ParameterizedTest
    @CsvSource({"0274 3822 123, 02743822123", "+84 274 3822 124, 02743822124"})
    void takesALandline(String written, String kept) {
        Api.Answer answer = as("district-724").post(VOLUNTEERS, with("phone", "\"" + written + "\""));

        assertThat(answer.status()).as(answer.response().body()).isEqualTo(201);
        assertThat(answer.json().get("phone").stringValue()).isEqualTo(kept);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", textBlock = """
                    fullName            | -                             | fullName            | missing
                    fullName            | " "                           | fullName            | blank
                    phone               | "12345"                       | phone               | wrong-format
                    phone               | "09123456789"                 | phone               | wrong-format
                    phone               | 912345678                     | phone               | wrong-type
                    birthYear           | 2031                          | birthYear           | out-of-range
                    birthYear           | "2003"                        | birthYear           | wrong-type
                    gender              | "f"                           | gender              | unknown-code
                    consent             | -                             | consent.purpose     | missing
                    consent.purpose     | " "                           | consent.purpose     | blank
                    consent.textVersion | -                             | consent.textVersion | missing
                    consent.textVersion | "theo lời 0912345678"         | consent.textVersion | out-of-range
                    consent.givenAt     | -                             | consent.givenAt     | missing
                    consent             | true                          | consent             | wrong-type
                    consent.givenAt     | "2025-03-27T00:00:00Z"        | consent.givenAt     | in-the-future
                    consent.givenAt     | "25/03/2025"                  | consent.givenAt     | wrong-format
                    registeredAt        | "2025-03-27T00:00:00Z"        | registeredAt        | in-the-future
                    team                | "other"                       | team                | unknown-code
                    address             | "1 Lê Lợi"                    | address             | unknown-property
                    """)
    void namesTheFieldThatIsWrong(String field, String json, String named, String reason) {
        Api.Answer answer = as("district-724").post(VOLUNTEERS, with(field, json));

        assertThat(answer.status()).isEqualTo(400);
        JsonNode error = answer.json().get("errors").get(0);
        assertThat(error.get("field").stringValue()).isEqualTo(named);
        assertThat(error.get("reason").stringValue()).isEqualTo(reason);
    }

    @Test
    void takesABatchOfVolunteersFromATable() {
        String csv = """
                campaign,unit,team,fullName,phone,birthYear,gender,registeredAt,consent.purpose,consent.textVersion,consent.givenAt,clientReference
                binh-dan-hoc-vu-so-2025,25942,ky-su-tre,"Trần Văn Mẫu, nhóm 1",0900000001,2001,male,2025-03-25T09:00:00+07:00,volunteering,2025-03,2025-03-25T09:00:00+07:00,bang-1
                binh-dan-hoc-vu-so-2025,25942,ky-su-tre,Lê Mẫu,0900000002,hai nghìn,male,2025-03-25T09:00:00+07:00,volunteering,2025-03,2025-03-25T09:00:00+07:00,bang-2
                """;
        JsonNode answer = as("district-724")
                .post(VOLUNTEERS + "/batch", csv, "Content-Type", "text/csv;charset=UTF-8")
                .json();

        assertThat(answer.get("accepted").intValue()).as(answer.toString()).isEqualTo(1);
        assertThat(answer.get("rows")
                        .get(1)
                        .get("problem")
                        .get("errors")
                        .get(0)
                        .get("field")
                        .stringValue())
                .isEqualTo("birthYear");
    }

    /** What the API says of itself is what it takes. */
    @Test
    void describesTheFieldsThatItTakes() {
        DescribedForm.saysWhatIsTaken(as("district-724"), VOLUNTEERS, "VolunteerForm");
    }
}
