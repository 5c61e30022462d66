package vn.bdhvs.session.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.mongodb.core.MongoOperations;
import tools.jackson.databind.JsonNode;
import vn.bdhvs.local.Api;
import vn.bdhvs.session.platform.Platform;
import vn.bdhvs.session.platform.ServiceTest;

/** Many reports in one request, over a line that may break. */
@ServiceTest
class BatchTests {

    private static final String BATCH = "/api/v1/assists/batch";
    private static final String[] NDJSON = {"Content-Type", "application/x-ndjson"};
    private static final String[] CSV = {"Content-Type", "text/csv"};
    private static final String HEADER =
            "campaign,unit,team,service,channel,assistedAt,citizens,outcome,clientReference";

    @LocalServerPort
    int port;

    @Autowired
    MongoOperations mongo;

    private final String run = UUID.randomUUID().toString();

    private Api diAn() {
        return new Api("http://127.0.0.1:" + port, Platform.ISSUER.token("district-724", "724"));
    }

    private static String row(String reference, String unit, int citizens) {
        return """
                {"campaign":"binh-dan-hoc-vu-so-2025","unit":"%s","team":"tri-thuc-tre","service":"binh-duong-so",\
                "channel":"home","assistedAt":"2025-03-26T07:30:00+07:00","citizens":%d,"outcome":"completed",\
                "clientReference":"%s"}""".formatted(unit, citizens, reference);
    }

    private static String cells(String reference, String unit, String citizens) {
        return "binh-dan-hoc-vu-so-2025,%s,tri-thuc-tre,binh-duong-so,home,2025-03-26T07:30:00+07:00,%s,completed,%s"
                .formatted(unit, citizens, reference);
    }

    private List<String> rows(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> row(run + "-" + i, "25942", 1 + i % 5))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private long kept() {
        return mongo.getCollection("assists")
                .countDocuments(new Document("submission.reference", new Document("$regex", "^" + run)));
    }

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

    private static List<String> problems(JsonNode rows) {
        List<String> problems = new ArrayList<>();
        for (JsonNode row : rows) {
            if (row.get("status").stringValue().equals("rejected")) {
                JsonNode problem = row.get("problem");
                String type = problem.get("type").stringValue();
                JsonNode errors = problem.get("errors");
                problems.add(row.get("row").intValue() + " " + type.substring(type.lastIndexOf(':') + 1) + " "
                        + (errors == null
                                ? ""
                                : errors.get(0).get("field").stringValue() + " "
                                        + errors.get(0).get("reason").stringValue()));
            }
        }
        return problems;
    }

    @Test
    void readsCsvWithAHeaderQuotesAndAByteOrderMark() {
        String csv = "\uFEFF" + HEADER + "\r\n"
                + cells("\"" + run + ", mot\"", "25942", "2") + "\r\n"
                + "\r\n"
                + cells(run + "-hai", "25942", "hai") + "\r\n"
                + cells(run + "-ba", "25942", "") + "\r\n"
                + cells(run + "-bon", "25942", "4") + ",more\r\n"
                + cells("\"" + run + "\nnam\"", "25942", "5");
        Api.Answer answer = diAn().post(BATCH, csv, CSV);

        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        assertThat(answer.json().get("accepted").intValue()).isEqualTo(2);
        assertThat(problems(answer.json().get("rows")))
                .containsExactly(
                        "2 invalid-request citizens wrong-type",
                        "3 invalid-request citizens missing",
                        "4 malformed-csv ");
        assertThat(diAn().get("/api/v1/assists?clientReference=" + run + "%2C%20mot")
                        .json()
                        .get("items"))
                .hasSize(1);
    }

    @Test
    void readsNestedFieldsFromDottedColumns() {
        String csv = """
                campaign,unit,team,topic,mode,startedAt,durationMinutes,learners.total,learners.over60,instructors,clientReference
                binh-dan-hoc-vu-so-2025,25942,ky-su-tre,cong-cu-ai,online,2025-03-25T19:00:00+07:00,60,250000,,1,%s-a
                binh-dan-hoc-vu-so-2025,25942,ky-su-tre,cong-cu-ai,online,2025-03-25T19:00:00+07:00,60,10,11,1,%s-b
                """.formatted(run, run);
        JsonNode answer = diAn().post("/api/v1/classes/batch", csv, CSV).json();

        assertThat(answer.get("accepted").intValue()).isEqualTo(1);
        assertThat(answer.get("rows").get(0).get("warnings").get(0).get("field").stringValue())
                .isEqualTo("learners.total");
        assertThat(problems(answer.get("rows"))).containsExactly("2 invalid-request learners.over60 out-of-range");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    campaign;unit;team      | header          | wrong-separator
                    `campaign	unit	team` | header          | wrong-separator
                    campaign,unit,village   | village         | unknown-column
                    campaign,unit,unit      | unit            | doubled-column
                    campaign,unit           | service         | missing-column
                    """)
    void refusesAHeaderThatItCannotRead(String header, String field, String reason) {
        Api.Answer answer = diAn().post(BATCH, header + "\nx,y,z\n", CSV);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json()
                        .get("errors")
                        .valueStream()
                        .map(error -> error.get("field").stringValue() + " "
                                + error.get("reason").stringValue()))
                .contains(field + " " + reason);
        assertThat(answer.json().get("errors").get(0).get("allowed")).isNotEmpty();
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

    private static String type(Api.Answer answer) {
        String type = answer.json().get("type").stringValue();
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        return answer.status() + " " + type.substring(type.lastIndexOf(':') + 1);
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

    private static List<String> statuses(JsonNode answer) {
        return answer.get("rows")
                .valueStream()
                .map(row -> row.get("status").stringValue())
                .toList();
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

    /** What is read before the quote that is never closed is kept and told of; what comes after may not be guessed at. */
    @Test
    void stopsWhereItIsNoLongerKnownWhereRowsEnd() {
        String csv = HEADER + "\n"
                + cells(run + "-1", "25942", "1") + "\n"
                + cells("\"" + run + " inch\"\" 2\"", "25942", "1") + "\n"
                + cells(run + " 5\" 3", "25942", "1") + "\n"
                + cells("\"" + run + "-open", "25942", "1") + "\n"
                + cells(run + "-lost", "25942", "1") + "\n";
        Api.Answer answer = diAn().post(BATCH, csv, CSV);

        assertThat(type(answer)).isEqualTo("400 malformed-csv");
        assertThat(answer.json().get("detail").stringValue()).contains("Rows 1 to 3 were decided");
        assertThat(statuses(answer.json())).containsExactly("accepted", "accepted", "accepted");
        assertThat(kept()).isEqualTo(3);
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
