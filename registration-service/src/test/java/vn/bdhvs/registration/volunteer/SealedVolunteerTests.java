package vn.bdhvs.registration.volunteer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.data.mongodb.core.MongoTemplate;
import tools.jackson.databind.JsonNode;
import vn.bdhvs.local.Api;
import vn.bdhvs.local.TestPlatform;
import vn.bdhvs.registration.RegistrationServiceApplication;
import vn.bdhvs.registration.RunningRegistration;

class SealedVolunteerTests extends RunningRegistration {

    private static final String VOLUNTEERS = "/api/v1/volunteers";
    private static final AtomicInteger NUMBER = new AtomicInteger(20_000_000);
    private static final String NEW_SECRET =
            Base64.getEncoder().encodeToString("a new secret of the tests, 32 by".getBytes(StandardCharsets.UTF_8));

    @Autowired
    private MongoTemplate mongo;

    private static String phone() {
        return "09%08d".formatted(NUMBER.getAndIncrement());
    }

    private static String report(String phone) {
        return """
                {"campaign": "binh-dan-hoc-vu-so-2025", "unit": "25942", "team": "ky-su-tre",
                 "fullName": "Phạm Thị Kín", "phone": "%s", "birthYear": 2003, "gender": "female",
                 "registeredAt": "2025-03-25T09:00:00+07:00",
                 "consent": {"purpose": "volunteering", "textVersion": "2025-03", "givenAt": "2025-03-25T08:59:00+07:00"}}
                """.formatted(phone);
    }

    private static String report(String phone, String reference) {
        return report(phone).strip().replaceFirst("\\}$", ", \"clientReference\": \"" + reference + "\"}");
    }

    private Api.Answer register(String phone, String... headers) {
        return as("district-724").post(VOLUNTEERS, report(phone), headers);
    }

    private Document kept(String id) {
        return mongo.getCollection("volunteers").find(new Document("_id", id)).first();
    }

    @Test
    void nothingPersonalIsToBeReadOrSearchedInTheDatabase() {
        String phone = phone();
        String reference = "TNV-" + phone;
        Api.Answer answer =
                as("district-724").post(VOLUNTEERS, report(phone, reference), "Idempotency-Key", "key-" + phone);
        String path = VOLUNTEERS + "/" + answer.json().get("id").stringValue();
        as("district-724").post(path + "/retraction", "{\"reason\": \"Kín đã gọi từ " + phone + "\"}");

        String json = kept(answer.json().get("id").stringValue()).toJson();
        assertThat(json).doesNotContain(phone, "Kín", "2003");
        assertThat(as("district-724").get(path).json().get("phone").stringValue())
                .isEqualTo(phone);
        assertThat(as("district-724").get(path).json().get("clientReference").stringValue())
                .isEqualTo(reference);
        assertThat(as("district-724").get(path + "/history").response().body()).contains("đã gọi từ");
        assertThat(as("district-724")
                        .get(VOLUNTEERS + "?clientReference=" + reference)
                        .json()
                        .get("items")
                        .size())
                .isEqualTo(1);
    }

    @Test
    void theSamePersonIsNotRegisteredTwiceInACampaign() {
        String phone = phone();
        Api.Answer first = register(phone);
        assertThat(first.status()).as(first.response().body()).isEqualTo(201);

        Api.Answer again = as("district-725").post(VOLUNTEERS, report(phone).replace("25942", "25963"));

        assertThat(again.status()).isEqualTo(409);
        assertThat(again.json().get("type").stringValue()).endsWith("already-registered");
        assertThat(again.response().body())
                .doesNotContain(first.json().get("id").stringValue(), phone, "25942", "Kín");
    }

    @Test
    void whoeverIsTakenBackMayBeRegisteredAnew() {
        String phone = phone();
        String path = VOLUNTEERS + "/" + register(phone).json().get("id").stringValue();
        assertThat(register(phone).status()).isEqualTo(409);

        as("district-724").post(path + "/retraction", "{\"reason\": \"nhầm xã\"}");

        assertThat(register(phone).status()).isEqualTo(201);
        assertThat(register(phone).status()).isEqualTo(409);
    }

    @Test
    void nobodyIsCorrectedIntoSomebodyElse() {
        String phone = phone();
        register(phone);
        String path = VOLUNTEERS + "/" + register(phone()).json().get("id").stringValue();

        Api.Answer corrected = as("district-724").put(path, report(phone), "If-Match", "\"1\"");

        assertThat(corrected.status()).isEqualTo(409);
        assertThat(corrected.json().get("type").stringValue()).endsWith("already-registered");
        assertThat(as("district-724")
                        .put(path, report(phone()), "If-Match", "\"1\"")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void theSameRequestIsNoSecondRegistration() {
        String phone = phone();
        Api.Answer first = register(phone, "Idempotency-Key", "again-" + phone);
        Api.Answer again = register(phone, "Idempotency-Key", "again-" + phone);

        assertThat(again.status()).isEqualTo(201);
        assertThat(again.json().get("id")).isEqualTo(first.json().get("id"));
        assertThat(register(phone(), "Idempotency-Key", "again-" + phone).status())
                .isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aBatchTellsWhoIsThereAlready(boolean dryRun) {
        String known = phone();
        String twice = phone();
        register(known);
        String rows = String.join(
                        "\n",
                        List.of(
                                report(known, "batch-known-" + known + dryRun).replace("\n", " "),
                                report(twice, "batch-first-" + twice).replace("\n", " "),
                                report(twice, "batch-second-" + twice).replace("\n", " ")))
                + "\n";

        Api.Answer answer = as("district-724")
                .post(VOLUNTEERS + "/batch?dryRun=" + dryRun, rows, "Content-Type", "application/x-ndjson");

        assertThat(answer.json().get("rows").valueStream().map(row -> row.get("status")
                        .stringValue()))
                .as(answer.response().body())
                .containsExactly("rejected", "accepted", "rejected");
        assertThat(answer.json().at("/rows/0/problem/type").stringValue()).endsWith("already-registered");
        assertThat(answer.json().at("/rows/2/problem/type").stringValue()).endsWith("already-registered");
    }

    /** As it is done: the new key comes second, then first, then alone; meanwhile both are at work. */
    @Test
    void aKeyIsChangedWhileReportsCome() {
        String old = phone();
        String reference = "before-" + old;
        Api.Answer first = as("district-724").post(VOLUNTEERS, report(old, reference));
        assertThat(first.status()).isEqualTo(201);
        String path = VOLUNTEERS + "/" + first.json().get("id").stringValue();

        String during = phone();
        try (ConfigurableApplicationContext behind = start("tests", "new");
                ConfigurableApplicationContext both = start("new", "tests")) {
            assertThat(at(behind).post(VOLUNTEERS, report(old)).status()).isEqualTo(409);
            both.getBean(Resealing.class).reseal();
            assertThat(both.getBean(Resealing.class).pending()).isZero();
            assertThat(at(both).post(VOLUNTEERS, report(during)).status()).isEqualTo(201);
            assertThat(at(both).post(VOLUNTEERS, report(old)).status()).isEqualTo(409);
            // An instance that was not restarted yet knows only the old key.
            assertThat(register(during).status()).isEqualTo(409);
            // One that was restarted once writes with the old key still what was sealed anew already.
            assertThat(at(behind)
                            .post(path + "/consent-withdrawal", "{\"withdrawnAt\": \"2025-03-26T07:00:00+07:00\"}")
                            .status())
                    .isEqualTo(200);
            assertThat(both.getBean(Resealing.class).pending()).isEqualTo(1);
            both.getBean(Resealing.class).reseal();
            assertThat(both.getBean(Resealing.class).pending()).isZero();
        }
        try (ConfigurableApplicationContext alone = start("new")) {
            assertThat(at(alone).post(VOLUNTEERS, report(old)).status()).isEqualTo(409);
            assertThat(at(alone).post(VOLUNTEERS, report(during)).status()).isEqualTo(409);
            assertThat(at(alone).post(VOLUNTEERS, report(old, reference)).status())
                    .isEqualTo(200);
            assertThat(at(alone).post(VOLUNTEERS, report(phone(), reference)).status())
                    .isEqualTo(409);
            assertThat(at(alone).get(path).status()).isEqualTo(200);
            // A key that is gone may have leaked: nothing is left that was made with it.
            alone.getBean(Resealing.class).reseal();
            assertThat(alone.getBean(Resealing.class).pending()).isZero();
            assertThat(mongo.getCollection("volunteers").find()).isNotEmpty().noneMatch(kept -> kept.toJson()
                    .matches("(?s).*(\"tests\\.|sealed:tests:).*"));
            assertThat(at(alone).post(VOLUNTEERS, report(old)).status()).isEqualTo(409);
        }
        // The other tests go on with the old key.
        try (ConfigurableApplicationContext back = start("tests", "new")) {
            back.getBean(Resealing.class).reseal();
            assertThat(at(back).get(VOLUNTEERS + "?limit=1").status()).isEqualTo(200);
        }
    }

    @Test
    void whatStandsInPlaceOfAnIdIsNotNoted() {
        String phone = phone();
        assertThat(as("officer-724")
                        .get(VOLUNTEERS + "/" + phone + "/personal-data")
                        .status())
                .isEqualTo(404);

        JsonNode log = actuatorAs("operator").get("/accesslog?limit=1").json().get("entries");
        assertThat(log.get(0).get("to").stringValue()).isEqualTo(VOLUNTEERS + "/-/personal-data");
    }

    @Test
    void eachLookAtAPersonIsNotedWithoutThePerson() {
        String phone = phone();
        String id = as("district-724")
                .post(VOLUNTEERS, report(phone, "looked-" + phone))
                .json()
                .get("id")
                .stringValue();

        as("officer-724").get(VOLUNTEERS + "/" + id);
        as("district-724").get(VOLUNTEERS + "?clientReference=looked-" + phone);
        as("district-725").get(VOLUNTEERS + "/" + id + "/history");
        // However its letters are written.
        as("officer-724").get("/api/v1/%76olunteers/" + id);

        JsonNode log = actuatorAs("operator")
                .get("/accesslog?did=GET&to=" + VOLUNTEERS + "&limit=4")
                .json()
                .get("entries");
        assertThat(log.toString()).doesNotContain(phone, "looked", "Kín");
        assertThat(log.valueStream()
                        .map(entry -> entry.get("who").stringValue() + " "
                                + entry.get("status").intValue() + " " + entry.get("about")))
                .containsExactly(
                        "officer-724 200 []",
                        "district-725 404 []",
                        "district-724 200 [\"" + id + "\"]",
                        "officer-724 200 []");
    }

    /** A telephone is tried out, or a report sent again to see what has become of it. */
    @Test
    void aLookByReportingIsNotedToo() {
        String phone = phone();
        String row = report(phone, "looked-" + phone).replace("\n", " ");
        String id = as("district-724").post(VOLUNTEERS, row).json().get("id").stringValue();
        as("district-724").post(VOLUNTEERS, row);
        assertThat(as("district-725")
                        .post(VOLUNTEERS, row.replace("25942", "25963"))
                        .status())
                .isEqualTo(409);
        as("district-725").post(VOLUNTEERS + "/batch?dryRun=true", row, "Content-Type", "application/x-ndjson");
        as("officer-724").get("/api/v1/data-requests");

        JsonNode log = actuatorAs("operator").get("/accesslog?limit=4").json().get("entries");
        assertThat(log.valueStream()
                        .map(entry -> entry.get("who").stringValue() + " "
                                + entry.get("to").stringValue()))
                .containsExactly(
                        "officer-724 /api/v1/data-requests",
                        "district-725 " + VOLUNTEERS + "/batch",
                        "district-725 " + VOLUNTEERS,
                        "district-724 " + VOLUNTEERS);
        assertThat(log.get(3).get("about").toString()).contains(id);
    }

    private static Api at(ConfigurableApplicationContext service) {
        return new Api(
                "http://127.0.0.1:" + service.getEnvironment().getProperty("local.server.port"),
                TestPlatform.token("district-724"));
    }

    private static ConfigurableApplicationContext start(String... keys) {
        Map<String, Object> properties = new HashMap<>(TestPlatform.properties("registration"));
        Map<String, String> secrets =
                Map.of("tests", properties.get("personal-data.keys[0].secret").toString(), "new", NEW_SECRET);
        for (int i = 0; i < keys.length; i++) {
            properties.put("personal-data.keys[%d].id".formatted(i), keys[i]);
            properties.put("personal-data.keys[%d].secret".formatted(i), secrets.get(keys[i]));
        }
        properties.put("server.port", "0");
        properties.put("management.server.port", "0");
        properties.put("campaign.clock.start", "2025-03-26T08:00:00+07:00");
        return new SpringApplicationBuilder(RegistrationServiceApplication.class)
                .run(properties.entrySet().stream()
                        .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
                        .toArray(String[]::new));
    }
}
