package vn.bdhvs.registration.volunteer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import vn.bdhvs.local.Api;

/** What becomes of people whose consent was withdrawn. */
class WithdrawnConsentTests extends RegisteredPeople {

    @Test
    void aWithdrawalStandsUntilConsentIsGivenAfterIt() {
        String phone = phone();
        String path = VOLUNTEERS + "/" + register("Võ Thị Nghĩ", phone);
        as("district-724").post(path + "/consent-withdrawal", asked("withdrawnAt"));
        String same = report("Võ Thị Nghĩ", phone, "TNV-" + phone);

        Api.Answer corrected =
                as("district-724").put(path, same.replace("\"2025-03\"", "\"2025-04\""), "If-Match", "*");
        assertThat(corrected.json().has("consentWithdrawnAt"))
                .as(corrected.response().body())
                .isTrue();
        // Dated before the consent itself: the same consent does not lift it.
        String early = VOLUNTEERS + "/" + register("Võ Thị Sớm", phone());
        as("district-724").post(early + "/consent-withdrawal", "{\"withdrawnAt\": \"2025-03-24T07:00:00+07:00\"}");
        JsonNode held = as("district-724").get(early + "/personal-data").json().get("volunteer");
        assertThat(as("district-724")
                        .put(
                                early,
                                report(
                                                held.get("fullName").stringValue(),
                                                held.get("phone").stringValue(),
                                                held.get("clientReference").stringValue())
                                        .replace("ky-su-tre", "tri-thuc-tre"),
                                "If-Match",
                                "*")
                        .json()
                        .has("consentWithdrawnAt"))
                .isTrue();

        Api.Answer givenAgain = as("district-724").put(path, same.replace("25T08:59", "26T07:30"), "If-Match", "*");
        assertThat(givenAgain.json().has("consentWithdrawnAt")).isFalse();
        assertThat(givenAgain.json().get("fullName").stringValue()).isEqualTo("Võ Thị Nghĩ");

        as("district-724").post(path + "/consent-withdrawal", "{\"withdrawnAt\": \"2025-03-26T07:45:00+07:00\"}");
        assertThat(as("district-724")
                        .get(path + "/personal-data")
                        .json()
                        .get("requests")
                        .valueStream()
                        .map(each -> each.get("receivedAt").stringValue()))
                .containsExactly("2025-03-26T00:00:00Z", "2025-03-26T00:45:00Z");
    }

    @Test
    void aWithdrawalToldAgainTakesBackNoConsentGivenAfterIt() {
        String phone = phone();
        String path = VOLUNTEERS + "/" + register("Võ Thị Lại", phone);
        as("district-724").post(path + "/consent-withdrawal", asked("withdrawnAt"));
        String again = report("Võ Thị Lại", phone, "TNV-" + phone).replace("25T08:59", "26T07:30");
        as("district-724").put(path, again, "If-Match", "*");

        Api.Answer told = as("district-724").post(path + "/consent-withdrawal", asked("withdrawnAt"));

        assertThat(told.status()).isEqualTo(200);
        assertThat(told.json().has("consentWithdrawnAt")).isFalse();
        assertThat(requests(path)).hasSize(1);
    }

    @Test
    void aWithdrawalThatIsOlderThanTheConsentIsAskedForOnce() {
        String path = VOLUNTEERS + "/" + register("Võ Thị Sớm", phone());
        for (int i = 0; i < 2; i++) {
            as("district-724").post(path + "/consent-withdrawal", "{\"withdrawnAt\": \"2025-03-24T07:00:00+07:00\"}");
        }
        assertThat(requests(path)).hasSize(1);
    }

    @Test
    void ofWhoeverIsErasedNothingIsLeftToBeDone() {
        String path = VOLUNTEERS + "/" + register("Võ Thị Hết", phone());
        as("district-724").post(path + "/erasure", asked("requestedAt"));

        Api.Answer told = as("district-724").post(path + "/consent-withdrawal", asked("withdrawnAt"));

        assertThat(told.json().has("consentWithdrawnAt"))
                .as(told.response().body())
                .isTrue();
        assertThat(requests(path)).isEmpty();
    }

    private List<JsonNode> requests(String path) {
        return as("district-724")
                .get(path + "/personal-data")
                .json()
                .get("requests")
                .valueStream()
                .toList();
    }

    @Test
    void recordsThatAConsentWasWithdrawnAndWhatIsDue() {
        String id = register("Võ Thị Thôi", phone());
        String path = VOLUNTEERS + "/" + id;

        Api.Answer withdrawn = as("district-724").post(path + "/consent-withdrawal", asked("withdrawnAt"));
        as("district-724").post(path + "/consent-withdrawal", asked("withdrawnAt"));

        assertThat(withdrawn.json().get("consentWithdrawnAt").stringValue()).isEqualTo("2025-03-26T00:00:00Z");
        List<JsonNode> open = as("officer-724")
                .get("/api/v1/data-requests")
                .json()
                .get("items")
                .valueStream()
                .filter(item -> item.at("/request/volunteer").stringValue().equals(id))
                .toList();
        assertThat(open).hasSize(1);
        assertThat(open.get(0).at("/request/kind").stringValue()).isEqualTo("withdrawal");
        assertThat(open.get(0).at("/request/answerBy").stringValue()).isEqualTo("2025-03-28T17:00:00Z");
        assertThat(open.get(0).at("/request/dueBy").stringValue()).isEqualTo("2025-04-10T17:00:00Z");
        assertThat(open.get(0).get("overdue").booleanValue()).isFalse();
        String request = open.get(0).at("/request/id").stringValue();
        assertThat(as("district-725")
                        .post("/api/v1/data-requests/" + request + "/completion", "{}")
                        .status())
                .isEqualTo(404);
        assertThat(as("officer-724")
                        .post("/api/v1/data-requests/" + request + "/completion", "{}")
                        .json()
                        .get("doneBy")
                        .stringValue())
                .isEqualTo("officer-724");
    }

    @Test
    void showsAPersonWhoHasWithdrawnTheirConsentToNobodyElse() {
        String phone = phone();
        String path = VOLUNTEERS + "/" + register("Võ Thị Khuất", phone);
        as("district-724").put(path, report("Võ Thị Khuất Rồi", phone, "TNV-" + phone), "If-Match", "\"1\"");
        as("district-724").post(path + "/retraction", "{\"reason\": \"Khuất gọi từ " + phone + "\"}");
        as("district-724").post(path + "/consent-withdrawal", asked("withdrawnAt"));

        String search = "{\"campaign\": \"binh-dan-hoc-vu-so-2025\", \"phone\": \"" + phone + "\"}";
        for (Api.Answer shown : List.of(
                as("officer-724").get(path),
                as("officer-724").get(path + "/history"),
                as("officer-724").get(VOLUNTEERS + "?limit=5"),
                as("officer-724").post(VOLUNTEERS + "/search", search),
                as("district-724").post(VOLUNTEERS, report("Võ Thị Khuất Rồi", phone, "TNV-" + phone)))) {
            assertThat(shown.response().body()).contains("consentWithdrawnAt").doesNotContain("Khuất", phone);
        }
        assertThat(as("officer-724").get(path + "/personal-data").response().body())
                .contains("Võ Thị Khuất Rồi", phone);
    }
}
