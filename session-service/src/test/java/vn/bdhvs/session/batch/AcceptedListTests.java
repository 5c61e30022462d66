package vn.bdhvs.session.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import vn.bdhvs.local.Api;
import vn.bdhvs.session.platform.Platform;

/** Finding what was accepted, by the page. */
class AcceptedListTests extends BatchCase {

    @Test
    void tellsNobodyElseWhatAClientCallsItsReports() {
        String id = diAn().post("/api/v1/assists", row(run + "-0912345678", "25942", 1))
                .json()
                .get("id")
                .stringValue();
        Api province = new Api("http://127.0.0.1:" + port, Platform.ISSUER.token("province-74", "74"));

        assertThat(diAn().get("/api/v1/assists/" + id).json().has("clientReference"))
                .isTrue();
        assertThat(province.get("/api/v1/assists/" + id).response().body())
                .contains(id)
                .doesNotContain("0912345678");
        assertThat(province.get("/api/v1/assists?unit=25942&limit=500")
                        .response()
                        .body())
                .contains(id)
                .doesNotContain("0912345678");
    }

    @Test
    void pagesThroughWhatWasAcceptedLatestFirst() {
        Api api = new Api("http://127.0.0.1:" + port, Platform.ISSUER.token("district-719", "719"));
        String body = IntStream.range(0, 25)
                .mapToObj(i -> row(run + "-" + i, "25816", 1))
                .collect(Collectors.joining("\n"));
        String district = row(run + "-own", "719", 1);
        JsonNode sent = api.post(BATCH, body + "\n" + district, NDJSON).json();
        assertThat(sent.get("accepted").intValue()).as(sent.toString()).isEqualTo(26);

        List<String> ids = new ArrayList<>();
        String next = "";
        int pages = 0;
        do {
            JsonNode page =
                    api.get("/api/v1/assists?unit=25816&limit=10" + next).json();
            page.get("items").forEach(item -> ids.add(item.get("id").stringValue()));
            next = page.has("next") ? "&cursor=" + page.get("next").stringValue() : "";
            pages++;
        } while (!next.isEmpty());

        List<String> expected = new ArrayList<>();
        sent.get("rows").forEach(row -> expected.add(row.get("id").stringValue()));
        expected.remove(25);
        assertThat(pages).isEqualTo(3);
        assertThat(ids).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(expected);
        assertThat(api.get("/api/v1/assists?from=2025-03-27").json().get("items"))
                .isEmpty();
        assertThat(api.get("/api/v1/assists?to=2025-03-26&limit=3").json().get("items"))
                .hasSize(3);
        assertThat(api.get("/api/v1/assists?unit=724").json().get("items")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"limit=0, limit", "limit=x, limit", "from=26/3, from", "cursor=%C3%A9, cursor", "unit=2594, unit"})
    void namesTheParameterThatIsWrong(String query, String field) {
        Api.Answer answer = diAn().get("/api/v1/assists?" + query);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("errors").get(0).get("field").stringValue())
                .isEqualTo(field);
    }
}
