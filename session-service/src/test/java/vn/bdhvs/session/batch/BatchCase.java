package vn.bdhvs.session.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bson.Document;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.mongodb.core.MongoOperations;
import tools.jackson.databind.JsonNode;
import vn.bdhvs.local.Api;
import vn.bdhvs.session.platform.Platform;
import vn.bdhvs.session.platform.ServiceTest;

/** Rows to send as a batch, each run of a test with references of its own, and readings of the answer. */
@ServiceTest
abstract class BatchCase {

    static final String BATCH = "/api/v1/assists/batch";
    static final String[] NDJSON = {"Content-Type", "application/x-ndjson"};
    static final String[] CSV = {"Content-Type", "text/csv"};
    static final String HEADER = "campaign,unit,team,service,channel,assistedAt,citizens,outcome,clientReference";

    @LocalServerPort
    int port;

    @Autowired
    MongoOperations mongo;

    final String run = UUID.randomUUID().toString();

    Api diAn() {
        return new Api("http://127.0.0.1:" + port, Platform.ISSUER.token("district-724", "724"));
    }

    static String row(String reference, String unit, int citizens) {
        return """
                {"campaign":"binh-dan-hoc-vu-so-2025","unit":"%s","team":"tri-thuc-tre","service":"binh-duong-so",\
                "channel":"home","assistedAt":"2025-03-26T07:30:00+07:00","citizens":%d,"outcome":"completed",\
                "clientReference":"%s"}""".formatted(unit, citizens, reference);
    }

    static String cells(String reference, String unit, String citizens) {
        return "binh-dan-hoc-vu-so-2025,%s,tri-thuc-tre,binh-duong-so,home,2025-03-26T07:30:00+07:00,%s,completed,%s"
                .formatted(unit, citizens, reference);
    }

    List<String> rows(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> row(run + "-" + i, "25942", 1 + i % 5))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    long kept() {
        return mongo.getCollection("assists")
                .countDocuments(new Document("submission.reference", new Document("$regex", "^" + run)));
    }

    static List<String> problems(JsonNode rows) {
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

    static String type(Api.Answer answer) {
        String type = answer.json().get("type").stringValue();
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        return answer.status() + " " + type.substring(type.lastIndexOf(':') + 1);
    }

    static List<String> statuses(JsonNode answer) {
        return answer.get("rows")
                .valueStream()
                .map(row -> row.get("status").stringValue())
                .toList();
    }
}
