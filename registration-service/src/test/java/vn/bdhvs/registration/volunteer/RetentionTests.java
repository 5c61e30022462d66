package vn.bdhvs.registration.volunteer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.mongodb.client.MongoCollection;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.data.mongodb.core.MongoTemplate;
import tools.jackson.databind.JsonNode;
import vn.bdhvs.local.Api;
import vn.bdhvs.local.TestPlatform;
import vn.bdhvs.registration.RegistrationServiceApplication;

/** A service of its own, with a database of its own, some time after the campaign. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RetentionTests {

    private static final String VOLUNTEERS = "/api/v1/volunteers";
    private String id;
    private String unreadable;

    /** Somebody registers while the campaign is on. */
    @BeforeAll
    void register() {
        try (ConfigurableApplicationContext service = start("2025-03-26T08:00:00+07:00", "P90D")) {
            unreadable = register(service, "0940000000");
            id = register(service, "0940000001");
            volunteers(service)
                    .updateOne(
                            new Document("_id", unreadable),
                            new Document("$set", new Document("person.sealed", "sealed:gone:AAAA")));
            service.getBean(Retention.class).enforce();
            assertThat(intention(service).has("eraseAt")).isFalse();
            assertThat(name(service)).isEqualTo("Đỗ Thị Giữ");
        }
    }

    private static String register(ConfigurableApplicationContext service, String phone) {
        Api.Answer answer = api(service).post(VOLUNTEERS, """
                        {"campaign": "binh-dan-hoc-vu-so-2025", "unit": "25942", "team": "ky-su-tre",
                         "fullName": "Đỗ Thị Giữ", "phone": "%s", "birthYear": 1987, "gender": "female",
                         "registeredAt": "2025-03-25T09:00:00+07:00",
                         "consent": {"purpose": "volunteering", "textVersion": "2025-03",
                                     "givenAt": "2025-03-25T08:59:00+07:00"}}
                        """.formatted(phone));
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(201);
        return answer.json().get("id").stringValue();
    }

    private static MongoCollection<Document> volunteers(ConfigurableApplicationContext service) {
        return service.getBean(MongoTemplate.class).getCollection("volunteers");
    }

    @Test
    void tellsWhatItWillDoBeforeItDoesIt() {
        String ends;
        try (ConfigurableApplicationContext service = start("2027-06-01T08:00:00+07:00", "P90D")) {
            service.getBean(Retention.class).enforce();
            service.getBean(Retention.class).enforce();
            JsonNode intention = intention(service);
            ends = intention.get("keptUntil").stringValue();
            assertThat(intention.get("eraseAt").stringValue()).startsWith("2027-06-08T01:");
            assertThat(intention.get("people").intValue()).isEqualTo(2);
            assertThat(name(service)).isEqualTo("Đỗ Thị Giữ");
        }
        // What was told is void once it is not due any more.
        try (ConfigurableApplicationContext service = start("2027-06-02T08:00:00+07:00", "P9Y")) {
            service.getBean(Retention.class).enforce();
            assertThat(intention(service).has("eraseAt")).isFalse();
        }
        try (ConfigurableApplicationContext service = start("2027-06-09T08:00:00+07:00", "P90D")) {
            service.getBean(Retention.class).enforce();
            assertThat(intention(service).get("eraseAt").stringValue()).startsWith("2027-06-16T01:");
            assertThat(name(service)).isEqualTo("Đỗ Thị Giữ");
        }
        try (ConfigurableApplicationContext service = start("2027-06-08T07:00:00+07:00", "P91D")) {
            service.getBean(Retention.class).enforce();
            assertThat(intention(service).get("keptUntil").stringValue()).isNotEqualTo(ends);
            assertThat(intention(service).get("eraseAt").stringValue()).startsWith("2027-06-15T00:");
            assertThat(name(service)).isEqualTo("Đỗ Thị Giữ");
        }
        try (ConfigurableApplicationContext service = start("2027-06-15T08:00:00+07:00", "P91D")) {
            DataRequest cutOff = service.getBean(DataRequests.class)
                    .add(id, DataRequest.Kind.ERASURE, Instant.parse("2027-06-14T01:00:00Z"), "district-724");
            service.getBean(Retention.class).enforce();
            // Only who cannot be read is left, and keeps nobody else.
            assertThat(intention(service).get("people").intValue()).isEqualTo(1);
            assertThat(volunteers(service)
                            .find(new Document("_id", unreadable))
                            .first()
                            .get("erasure"))
                    .isNull();
            requireCompleted(service, cutOff);
            assertThat(name(service)).isEmpty();
            assertThat(api(service)
                            .get(VOLUNTEERS + "/" + id + "/personal-data")
                            .json()
                            .get("accesses")
                            .toString())
                    .contains("\"retention\"", "\"ERASE\"");
        }
    }

    @Test
    void wantsACampaignThatThereIs() {
        assertThatExceptionOfType(Exception.class)
                .isThrownBy(() -> start("2025-03-26T08:00:00+07:00", "P90D", "binh-dan"))
                .havingRootCause()
                .withMessageContaining("retention.after names the campaign 'binh-dan'");
    }

    /** Also by a run after the one that was cut off before noting it. */
    private void requireCompleted(ConfigurableApplicationContext service, DataRequest request) {
        DataRequests requests = service.getBean(DataRequests.class);
        assertThat(requests.withId(request.id()).orElseThrow().doneAt()).isNotNull();
        DataRequest later = requests.add(id, DataRequest.Kind.ERASURE, request.receivedAt(), "district-724");
        service.getBean(Retention.class).enforce();
        assertThat(requests.withId(later.id()).orElseThrow().doneAt()).isNotNull();
    }

    private String name(ConfigurableApplicationContext service) {
        return api(service).get(VOLUNTEERS + "/" + id).json().path("fullName").asString("");
    }

    private static JsonNode intention(ConfigurableApplicationContext service) {
        return new Api(
                        "http://127.0.0.1:" + service.getEnvironment().getProperty("local.management.port")
                                + "/actuator",
                        TestPlatform.token("operator"))
                .get("/retention")
                .json()
                .at("/campaigns/0");
    }

    private static Api api(ConfigurableApplicationContext service) {
        return new Api(
                "http://127.0.0.1:" + service.getEnvironment().getProperty("local.server.port"),
                TestPlatform.token("district-724"));
    }

    private static ConfigurableApplicationContext start(String now, String after) {
        return start(now, after, "binh-dan-hoc-vu-so-2025");
    }

    private static ConfigurableApplicationContext start(String now, String after, String campaign) {
        Map<String, Object> properties = new HashMap<>(TestPlatform.properties("registration-retention"));
        properties.put("retention.after." + campaign, after);
        properties.put("retention.period", "1d");
        properties.put("server.port", "0");
        properties.put("management.server.port", "0");
        properties.put("campaign.clock.start", now);
        return new SpringApplicationBuilder(RegistrationServiceApplication.class)
                .run(properties.entrySet().stream()
                        .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
                        .toArray(String[]::new));
    }
}
