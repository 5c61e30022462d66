package vn.bdhvs.registration.volunteer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoTemplate;
import tools.jackson.databind.JsonNode;
import vn.bdhvs.local.Api;
import vn.bdhvs.local.TestPlatform;
import vn.bdhvs.local.Topic;
import vn.bdhvs.report.ReportingSetup;
import vn.bdhvs.report.Rewriting;

class PersonalDataTests extends RegisteredPeople {

    @Autowired
    private MongoTemplate mongo;

    @Autowired
    private ReportingSetup setup;

    @Autowired
    private Hashes hashes;

    private List<String> events(Topic topic, String id) {
        return topic.withKey(id).stream()
                .map(event -> new String(
                        event.headers().lastHeader("ce_id").value(), java.nio.charset.StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    void findsAPersonByTheTelephoneOnlyInOnesOwnUnits() {
        String phone = phone();
        String id = register("Võ Thị Tìm", phone);
        as("district-724").post(VOLUNTEERS + "/" + id + "/retraction", "{\"reason\": \"nhầm\"}");
        String search =
                "{\"campaign\": \"binh-dan-hoc-vu-so-2025\", \"phone\": \"+84 %s\"}".formatted(phone.substring(1));

        assertThat(as("officer-724")
                        .post(VOLUNTEERS + "/search", search)
                        .json()
                        .at("/items/0/id")
                        .stringValue())
                .isEqualTo(id);
        assertThat(as("district-725")
                        .post(VOLUNTEERS + "/search", search)
                        .json()
                        .get("items")
                        .size())
                .isZero();
        assertThat(as("leader").post(VOLUNTEERS + "/search", search).status()).isEqualTo(403);
    }

    @Test
    void showsEverythingThatIsHeldAboutAPerson() {
        String phone = phone();
        String id = register("Võ Thị Xem", phone);
        String path = VOLUNTEERS + "/" + id;
        as("district-724").put(path, report("Võ Thị Xem Lại", phone, "TNV-" + phone), "If-Match", "\"1\"");
        as("officer-724").get(path);
        as("officer-724").post(path + "/data-requests", "{\"kind\": \"access\", \"receivedAt\": \"" + ASKED + "\"}");

        Api.Answer held = as("district-724").get(path + "/personal-data");

        assertThat(held.header("Content-Disposition")).contains("attachment");
        assertThat(held.json().at("/versions").valueStream().map(each -> each.at("/said/fullName")
                        .stringValue()))
                .containsExactly("Võ Thị Xem", "Võ Thị Xem Lại");
        assertThat(held.json().at("/volunteer/clientReference").stringValue()).isEqualTo("TNV-" + phone);
        assertThat(held.json().at("/requests/0/kind").stringValue()).isEqualTo("access");
        assertThat(held.json().at("/requests/0").has("doneAt")).isFalse();
        assertThat(held.json()
                        .get("accesses")
                        .valueStream()
                        .map(each -> each.get("who").stringValue() + " "
                                + each.get("did").stringValue()))
                .contains("officer-724 GET", "officer-724 POST", "district-724 PUT");
        assertThat(as("district-725").get(path + "/personal-data").status()).isEqualTo(404);
    }

    @Test
    void erasesAPersonAndMovesNoTotal() {
        String phone = phone();
        String id = register("Võ Thị Quên", phone);
        String path = VOLUNTEERS + "/" + id;
        as("district-724").put(path, report("Võ Thị Quên Hẳn", phone, "TNV-" + phone), "If-Match", "\"1\"");
        as("officer-724").post(path + "/data-requests", "{\"kind\": \"erasure\", \"receivedAt\": \"" + ASKED + "\"}");
        try (Topic topic = new Topic(TestPlatform.brokers(), "volunteer-registered")) {
            await().untilAsserted(() -> assertThat(events(topic, id)).isNotEmpty());
            List<String> told = events(topic, id);

            Api.Answer erased = as("officer-724").post(path + "/erasure", asked("requestedAt"));

            assertThat(erased.status()).as(erased.response().body()).isEqualTo(200);
            assertThat(erased.json().has("fullName")).isFalse();
            assertThat(erased.json().get("erasedAt").stringValue()).startsWith("2025-03-26");
            Document kept = mongo.getCollection("volunteers")
                    .find(new Document("_id", id))
                    .first();
            assertThat(kept.toJson()).doesNotContain("sealed:", phone, "Quên", "1987", "female");
            assertThat(kept.get("identity")).isNull();
            assertThat(kept.get("who")).isNull();
            assertThat(kept.get("consent", Document.class).getString("textVersion"))
                    .isEqualTo("2025-03");
            assertThat(as("district-724").get(path + "/history").response().body())
                    .doesNotContain(phone, "Quên");
            assertThat(as("district-724")
                            .get(path + "/personal-data")
                            .response()
                            .body())
                    .doesNotContain(phone, "Quên");
            assertThat(as("district-724")
                            .get("/api/v1/data-requests")
                            .response()
                            .body())
                    .doesNotContain(id);
            assertThat(events(topic, id)).isEqualTo(told);
        }
        JsonNode log = actuatorAs("operator")
                .get("/accesslog?to=" + path + "/erasure")
                .json()
                .get("entries");
        assertThat(log.valueStream().map(entry -> entry.get("who").stringValue()))
                .containsExactly("officer-724");
    }

    /** A district sends its file again; the person may come again by themselves. */
    @Test
    void whoWasErasedDoesNotComeBackWithAnOldFile() {
        String phone = phone();
        String id = register("Võ Thị Về", phone);
        as("district-724").post(VOLUNTEERS + "/" + id + "/erasure", asked("requestedAt"));

        Api.Answer again = as("district-724").post(VOLUNTEERS, report("Võ Thị Về", phone, "TNV-" + phone));
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json().get("id").stringValue()).isEqualTo(id);
        assertThat(again.json().at("/warnings/0/reason").stringValue()).isEqualTo("erased");
        assertThat(again.json().has("phone")).isFalse();
        assertThat(as("district-724")
                        .put(VOLUNTEERS + "/" + id, report("Võ Thị Về", phone, "TNV-" + phone), "If-Match", "*")
                        .status())
                .isEqualTo(409);
        assertThat(as("district-724")
                        .post(VOLUNTEERS, report("Võ Thị Về", phone, "anew-" + phone))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void whoWasErasedCanStillBeTakenBack() {
        String phone = phone();
        String id = register("Võ Thị Rút", phone);
        String path = VOLUNTEERS + "/" + id;
        as("district-724").post(path + "/erasure", asked("requestedAt"));
        assertThat(as("district-724")
                        .post(path + "/erasure", asked("requestedAt"))
                        .status())
                .isEqualTo(200);

        assertThat(as("district-724")
                        .post(path + "/retraction", "{\"reason\": \"Võ Thị Rút gọi\"}")
                        .status())
                .isEqualTo(200);
        assertThat(as("district-724").get(path + "/history").response().body()).doesNotContain("Rút gọi");
        assertThat(mongo.getCollection("volunteers")
                        .find(new Document("_id", id))
                        .first()
                        .toJson())
                .doesNotContain("sealed:");
        try (Topic topic = new Topic(TestPlatform.brokers(), "volunteer-registered")) {
            await().untilAsserted(() ->
                    assertThat(events(topic, id).stream().distinct()).hasSize(2));
        }
    }

    /** A key is changed, or a consent withdrawn, just while somebody is erased. */
    @Test
    void whoReadAPersonBeforeTheyWereErasedCannotWriteThemBack() {
        String id = register("Võ Thị Đua", phone());
        Rewriting<Volunteer> rewriting = setup.rewriting(Volunteer.class);
        await().until(() -> rewriting.find(query(where("id").is(id))).get(0).outbox() == null);
        Volunteer before = rewriting.find(query(where("id").is(id))).get(0);
        as("district-724").post(VOLUNTEERS + "/" + id + "/consent-withdrawal", asked("withdrawnAt"));
        assertThat(rewriting.rewrite(before, before.hashedBy(hashes))).isFalse();
        Volunteer withdrawn = rewriting.find(query(where("id").is(id))).get(0);
        as("district-724").post(VOLUNTEERS + "/" + id + "/erasure", asked("requestedAt"));

        assertThat(rewriting.rewrite(withdrawn, withdrawn.hashedBy(hashes))).isFalse();
        Volunteer erased = rewriting.find(query(where("id").is(id))).get(0);
        assertThat(erased.person()).isNull();
        assertThat(erased.withdrawal()).isNotNull();
        assertThat(rewriting.rewrite(erased, erased.hashedBy(hashes))).isTrue();
    }

    @Test
    void showsWhatWasSaidInAnotherUnitToThePersonAndNotToWhoReportedItFirst() {
        String phone = phone();
        String id = register("Võ Thị Đi", phone);
        String path = VOLUNTEERS + "/" + id;
        String moved = report("Võ Thị Đi Rồi", phone, "TNV-" + phone).replace("25942", "25963");
        assertThat(as("province-74").put(path, moved, "If-Match", "\"1\"").status())
                .isEqualTo(200);

        assertThat(as("district-725")
                        .get(path + "/personal-data")
                        .json()
                        .at("/versions")
                        .valueStream()
                        .map(each -> each.at("/said/unit").stringValue()))
                .containsExactly("25942", "25963");
        Api.Answer again = as("district-724").post(VOLUNTEERS, report("Võ Thị Đi", phone, "TNV-" + phone));
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json().get("id").stringValue()).isEqualTo(id);
        assertThat(again.json().get("fullName").stringValue()).isEqualTo("Võ Thị Đi");
        assertThat(as("district-724").get(path).status()).isEqualTo(404);
    }

    /** Days end at local midnight; of working days, Saturday and Sunday are none. */
    @ParameterizedTest
    @CsvSource({
        "2025-03-24T08:00:00+07:00, access,     2025-03-26T17:00:00Z, 2025-04-03T17:00:00Z",
        "2025-03-20T23:59:00+07:00, correction, 2025-03-24T17:00:00Z, 2025-03-30T17:00:00Z",
        "2025-03-21T08:00:00+07:00, withdrawal, 2025-03-25T17:00:00Z, 2025-04-05T17:00:00Z",
        "2025-03-22T00:30:00+07:00, erasure,    2025-03-25T17:00:00Z, 2025-04-11T17:00:00Z"
    })
    void saysUntilWhenItIsDue(String received, String kind, String answerBy, String dueBy) {
        String path = VOLUNTEERS + "/" + register("Võ Thị Hạn", phone()) + "/data-requests";

        JsonNode request = as("district-724")
                .post(path, "{\"kind\": \"%s\", \"receivedAt\": \"%s\"}".formatted(kind, received))
                .json();

        assertThat(request.get("answerBy").stringValue()).isEqualTo(answerBy);
        assertThat(request.get("dueBy").stringValue()).isEqualTo(dueBy);
    }

    @ParameterizedTest
    @CsvSource({
        "/erasure, '{}', requestedAt, missing",
        "/erasure, '{\"requestedAt\": \"2026-03-25T09:00:00+07:00\"}', requestedAt, in-the-future",
        "/consent-withdrawal, '{\"withdrawnAt\": \"hôm qua\"}', withdrawnAt, wrong-format",
        "/data-requests, '{\"kind\": \"secret\", \"receivedAt\": \"2025-03-25T09:00:00+07:00\"}', kind, unknown-code"
    })
    void namesTheFieldThatIsWrong(String below, String json, String field, String reason) {
        String path = VOLUNTEERS + "/" + register("Võ Thị Sai", phone());

        Api.Answer answer = as("district-724").post(path + below, json);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/errors/0/field").stringValue()).isEqualTo(field);
        assertThat(answer.json().at("/errors/0/reason").stringValue()).isEqualTo(reason);
        assertThat(as("leader").post(path + below, json).status()).isEqualTo(403);
        assertThat(as("").post(path + below, json).status()).isEqualTo(401);
    }
}
