package vn.bdhvs.session.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import vn.bdhvs.local.Api;

/** Many reports in one request, over a line that may break. */
class BatchTests extends BatchCase {

    @Test
    void keepsTheGoodRowsNamesTheBadOnesAndCountsABatchOnceHoweverOftenItIsSent() {
        List<String> rows = rows(5_000);
        String[] bad = {
            "{",
            row("x", "999", 1),
            row("x", "724", 0),
            row("x", "718", 1),
            row("x", "724", 1).replace("home", "phone")
        };
        for (int i = 0; i < 100; i++) {
            rows.set(i * 50, bad[i % bad.length].replace("\"x\"", "\"" + run + "-bad-" + i + "\""));
        }
        String body = String.join("\n", rows) + "\n";

        Api.Answer first = diAn().post(BATCH, body, NDJSON);

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.json().get("accepted").intValue()).isEqualTo(4_900);
        assertThat(first.json().get("repeated").intValue()).isZero();
        assertThat(first.json().get("rejected").intValue()).isEqualTo(100);
        JsonNode answers = first.json().get("rows");
        assertThat(answers).hasSize(5_000);
        assertThat(answers.get(1).get("row").intValue()).isEqualTo(2);
        assertThat(answers.get(1).get("id").stringValue()).isNotBlank();
        assertThat(problems(answers))
                .hasSize(100)
                .startsWith(
                        "1 malformed-json ",
                        "51 invalid-request unit unknown-unit",
                        "101 invalid-request citizens out-of-range",
                        "151 outside-your-units ",
                        "201 invalid-request channel unknown-code");
        assertThat(kept()).isEqualTo(4_900);

        for (int again = 0; again < 2; again++) {
            Api.Answer repeat = diAn().post(BATCH, body, NDJSON);
            assertThat(repeat.json().get("accepted").intValue()).isZero();
            assertThat(repeat.json().get("repeated").intValue()).isEqualTo(4_900);
            assertThat(repeat.json().get("rows").get(1).get("id"))
                    .isEqualTo(answers.get(1).get("id"));
        }
        assertThat(kept()).isEqualTo(4_900);
    }

    @Test
    void refusesWhatIsNoBatch() {
        assertThat(type(diAn().post(BATCH, "", NDJSON))).isEqualTo("400 empty-batch");
        assertThat(type(diAn().post(BATCH, "\n\n", NDJSON))).isEqualTo("400 empty-batch");
        assertThat(type(diAn().post(BATCH, HEADER + "\n", CSV))).isEqualTo("400 empty-batch");
        assertThat(type(diAn().post(BATCH, "[]", "Content-Type", "application/json")))
                .isEqualTo("415 unsupported-media-type");
        assertThat(diAn().post(BATCH, "[]", "Content-Type", "application/json")
                        .json()
                        .get("detail")
                        .stringValue())
                .contains("application/x-ndjson", "text/csv");
        assertThat(type(diAn().post(BATCH, HEADER.getBytes(StandardCharsets.UTF_16), CSV)))
                .isEqualTo("400 not-utf-8");
        assertThat(type(diAn().post(BATCH, "x".repeat(70_000), CSV))).isEqualTo("400 malformed-csv");
        Api.Answer maybe = diAn().post(BATCH + "?dryRun=maybe", "{}", NDJSON);
        assertThat(type(maybe)).isEqualTo("400 invalid-request");
        assertThat(maybe.json().get("errors").get(0).get("field").stringValue()).isEqualTo("dryRun");
        assertThat(type(diAn().post(BATCH, "{}", "Content-Type", "application/x-ndjson", "Content-Encoding", "br")))
                .isEqualTo("415 unknown-encoding");
        assertThat(type(diAn().post(BATCH, "{}", "Content-Type", "application/x-ndjson", "Content-Encoding", "gzip")))
                .isEqualTo("400 malformed-gzip");
    }

    @Test
    void refusesARowThatIsNotUtf8OrTooLongAndTakesItsNeighbours() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write((row(run + "-1", "25942", 1) + "\n").getBytes(StandardCharsets.UTF_8));
        body.write(row(run + "-\u00e9", "25942", 1).getBytes(StandardCharsets.ISO_8859_1));
        body.write('\n');
        body.write(("\"" + "x".repeat(10_000_000) + "\"\n").getBytes(StandardCharsets.UTF_8));
        body.write(row(run + "-2", "25942", 1).getBytes(StandardCharsets.UTF_8));
        JsonNode answer = diAn().post(BATCH, body.toByteArray(), NDJSON).json();

        assertThat(answer.get("accepted").intValue()).isEqualTo(2);
        assertThat(problems(answer.get("rows"))).contains("3 row-too-large ");
    }

    @Test
    void takesGzip() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(body)) {
            gzip.write(String.join("\n", rows(100)).getBytes(StandardCharsets.UTF_8));
        }
        Api.Answer answer = diAn().post(
                        BATCH, body.toByteArray(), "Content-Type", "application/x-ndjson", "Content-Encoding", "gzip");

        assertThat(answer.json().get("accepted").intValue()).isEqualTo(100);
        assertThat(kept()).isEqualTo(100);
    }

    @Test
    void triesABatchWithoutWritingAnything() {
        diAn().post("/api/v1/assists", row(run + "-known", "25942", 1));
        String body = String.join(
                "\n",
                row(run + "-known", "25942", 1),
                row(run + "-known", "25942", 2),
                row(run + "-new", "25942", 1),
                row(run + "-new", "25942", 1),
                row(run + "-new", "25942", 3),
                row(run + "-bad", "25942", 0));
        JsonNode answer = diAn().post(BATCH + "?dryRun=true", body, NDJSON).json();

        assertThat(answer.get("dryRun").booleanValue()).isTrue();
        assertThat(statuses(answer))
                .containsExactly("repeated", "rejected", "accepted", "repeated", "rejected", "rejected");
        assertThat(kept()).isEqualTo(1);
        assertThat(statuses(diAn().post(BATCH, body, NDJSON).json())).isEqualTo(statuses(answer));
    }

    @Test
    void knowsARowWithoutAReferenceByTheRequestsKeyAndItsNumber() {
        String unnamed = row("", "25942", 2).replace(",\"clientReference\":\"\"", "");
        String body = unnamed + "\n" + unnamed;
        JsonNode without = diAn().post(BATCH, body, NDJSON).json();
        String[] keyed = {"Content-Type", "application/x-ndjson", "Idempotency-Key", run};
        JsonNode first = diAn().post(BATCH, body, keyed).json();
        JsonNode second = diAn().post(BATCH, body, keyed).json();
        JsonNode other = diAn().post(BATCH, row(run + "-other", "25942", 2) + "\n" + unnamed, keyed)
                .json();

        assertThat(problems(without.get("rows")))
                .containsExactly(
                        "1 invalid-request clientReference missing", "2 invalid-request clientReference missing");
        assertThat(statuses(first)).containsExactly("accepted", "accepted");
        assertThat(statuses(second)).containsExactly("repeated", "repeated");
        assertThat(second.get("rows").get(1).get("id"))
                .isEqualTo(first.get("rows").get(1).get("id"));
        assertThat(problems(other.get("rows"))).containsExactly("1 idempotency-key-reused ");
    }

    @Test
    void readsNoFurtherThanTheMostRowsThatABatchMayHold() {
        Api.Answer answer = diAn().post(BATCH, "[]\n".repeat(6_001), NDJSON);

        assertThat(type(answer)).isEqualTo("413 batch-too-large");
        assertThat(answer.json().get("detail").stringValue()).contains("6000 rows", "Rows 1 to 6000 were decided");
        assertThat(answer.json().get("rejected").intValue()).isEqualTo(6_000);
        assertThat(answer.json().get("rows")).hasSize(6_000);
    }

    @Test
    void readsNoFurtherWhenNearlyAllIsWrong() {
        Api.Answer answer = diAn().post(BATCH, "{}\n".repeat(6_000), NDJSON);

        assertThat(type(answer)).isEqualTo("413 batch-too-large");
        assertThat(answer.json().get("rejected").intValue())
                .isEqualTo(answer.json().get("rows").size())
                .isLessThan(6_000);
    }

    @Test
    void keepsWhatItReadOfABatchThatIsTooLarge() {
        String body = String.join("\n", rows(3)) + "\n" + (" ".repeat(60_000) + "\n").repeat(300);
        Api.Answer answer = diAn().post(BATCH, body, NDJSON);

        assertThat(type(answer)).isEqualTo("413 batch-too-large");
        assertThat(statuses(answer.json())).containsExactly("accepted", "accepted", "accepted");
        assertThat(kept()).isEqualTo(3);
    }

    /** A year that no database holds is a wrong date like any other: it keeps nobody else out. */
    @Test
    void refusesAYearBeyondReasonAndTakesItsNeighbours() {
        String far = row(run + "-far", "25942", 1).replace("2025-03-26T07", "+999999999-12-31T07");
        JsonNode answer = diAn().post(BATCH, far + "\n" + row(run + "-near", "25942", 1), NDJSON)
                .json();

        assertThat(problems(answer.get("rows"))).containsExactly("1 invalid-request assistedAt wrong-format");
        assertThat(answer.get("accepted").intValue()).isEqualTo(1);
        assertThat(diAn().get("/api/v1/assists?to=%2B999999999-12-31").status()).isEqualTo(400);
    }

    @Test
    void tellsOfTheFirstTwentyThingsThatAreWrongWithARow() {
        String wild = IntStream.range(0, 3_000)
                .mapToObj(i -> "\"x%d\":1".formatted(i))
                .collect(Collectors.joining(",", "{", "}"));
        JsonNode answer = diAn().post(BATCH, wild, NDJSON).json();

        assertThat(answer.get("rows").get(0).get("problem").get("errors")).hasSize(20);
    }
}
