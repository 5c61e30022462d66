package vn.bdhvs.session.batch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import vn.bdhvs.local.Api;

/** Many reports as a table, as spreadsheets write it. */
class CsvBatchTests extends BatchCase {

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
}
