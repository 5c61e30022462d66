package vn.bdhvs.session.assist;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.mongodb.core.MongoOperations;
import tools.jackson.databind.JsonNode;
import vn.bdhvs.local.Api;
import vn.bdhvs.session.platform.Platform;
import vn.bdhvs.session.platform.ServiceTest;

@ServiceTest
class RefusedReportTests {

    private static final String ASSISTS = "/api/v1/assists";

    @LocalServerPort
    int port;

    @Autowired
    MongoOperations mongo;

    private Api api() {
        return new Api("http://127.0.0.1:" + port, Platform.ISSUER.token("province-74", "74"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    campaign        | "other"                               | unknown-code  | binh-dan-hoc-vu-so-2025
                    campaign        | ""                                    | blank         |
                    campaign        | 7                                     | wrong-type    |
                    unit            | "999"                                 | unknown-unit  |
                    unit            | 724                                   | wrong-type    |
                    team            | "none"                                | unknown-code  | ky-su-tre
                    service         | "none"                                | unknown-code  | binh-duong-so
                    channel         | "phone"                               | unknown-code  | one-stop
                    channel         | "HOME"                                | unknown-code  | home
                    channel         | 1                                     | unknown-code  | online
                    outcome         | "done"                                | unknown-code  | unresolved
                    outcome         | null                                  | missing       |
                    citizens        | 0                                     | out-of-range  |
                    citizens        | -1                                    | out-of-range  |
                    citizens        | 1.0                                   | wrong-type    |
                    citizens        | "3"                                   | wrong-type    |
                    citizens        | 2147483648                            | out-of-range  |
                    assistedAt      | "2025-03-26T07:30:00"                 | wrong-format  |
                    assistedAt      | "yesterday"                           | wrong-format  |
                    assistedAt      | 1742945400                            | wrong-type    |
                    assistedAt      | "2025-03-27T07:30:00+07:00"           | in-the-future |
                    clientReference | ""                                    | blank         |
                    clientReference | "id:7"                                | out-of-range  |
                    clientReference | 17                                    | wrong-type    |
                    phone           | "0900000000"                          | unknown-property | unit
                    """)
    void namesTheFieldWhatIsWrongAndWhatIsAllowed(String field, String json, String reason, String allowed) {
        Api.Answer answer = api().post(ASSISTS, Reports.with(field, json));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        JsonNode error = answer.json().get("errors").get(0);
        assertThat(error.get("field").stringValue()).isEqualTo(field);
        assertThat(error.get("reason").stringValue()).isEqualTo(reason);
        assertThat(error.get("detail").stringValue()).isNotBlank();
        if (allowed != null) {
            assertThat(error.get("allowed").valueStream().map(JsonNode::stringValue))
                    .contains(allowed);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"campaign", "unit", "team", "service", "channel", "assistedAt", "citizens", "outcome"})
    void namesAMissingField(String field) {
        JsonNode error =
                api().post(ASSISTS, Reports.without(field)).json().get("errors").get(0);

        assertThat(error.get("field").stringValue()).isEqualTo(field);
        assertThat(error.get("reason").stringValue()).isEqualTo("missing");
    }

    @Test
    void refusesAUnitThatNoLongerExistedOnTheDay() {
        String late = Reports.with("assistedAt", "\"2025-07-02T08:00:00+07:00\"");

        assertThat(reasons(api().post(ASSISTS, late))).contains("expired-unit");
    }

    @Test
    void namesEverythingThatIsWrongAtOnce() {
        assertThat(reasons(api().post(ASSISTS, "{\"unit\": 1, \"a\": 2}")))
                .containsOnly("missing", "wrong-type", "unknown-property")
                .hasSize(9);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "7", "null", "{\"unit\": \"1\", \"unit\": \"2\"}", "{} {}", "{'unit': 1}"})
    void refusesWhatIsNotOneJsonObject(String body) {
        Api.Answer answer = api().post(ASSISTS, body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("type").stringValue()).endsWith("malformed-json");
        assertThat(answer.response().body()).doesNotContain("Exception", "tools.jackson", "token");
    }

    @Test
    void refusesABodyThatIsTooLarge() {
        Api.Answer answer = api().post(ASSISTS, Reports.with("team", "\"" + "x".repeat(70_000) + "\""));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.json().get("type").stringValue()).endsWith("body-too-large");
    }

    @Test
    void refusesAnotherContentType() {
        Api.Answer answer = api().post(ASSISTS, Reports.report(), "Content-Type", "text/plain");

        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    }

    @Test
    void refusesAKeyThatIsBlankOrTooLong() {
        assertThat(api().post(ASSISTS, Reports.report(), "Idempotency-Key", "x".repeat(201))
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/nothing", "/api/v1/assists/none", "/schemas/none.json"})
    void saysThatNothingIsThereWithoutSayingWhatIsInside(String path) {
        Api.Answer answer = api().get(path);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.response().body()).doesNotContain("Exception", "static resource");
    }

    @Test
    void letsNobodyInWhereNoRuleSaysWho() {
        assertThat(api().get("/nothing").status()).isEqualTo(403);
    }

    @Test
    void writesNothingThatItRefuses() {
        long before = mongo.estimatedCount(Assist.class);
        api().post(ASSISTS, Reports.with("unit", "\"999\""));

        assertThat(mongo.estimatedCount(Assist.class)).isEqualTo(before);
    }

    private static List<String> reasons(Api.Answer answer) {
        assertThat(answer.status()).isEqualTo(400);
        return StreamSupport.stream(answer.json().get("errors").spliterator(), false)
                .map(error -> error.get("reason").stringValue())
                .toList();
    }
}
