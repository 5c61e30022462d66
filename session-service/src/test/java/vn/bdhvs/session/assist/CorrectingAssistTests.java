package vn.bdhvs.session.assist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import vn.bdhvs.local.Api;
import vn.bdhvs.local.Topic;
import vn.bdhvs.session.platform.Platform;
import vn.bdhvs.session.platform.Schemas;
import vn.bdhvs.session.platform.ServiceTest;

/** Mistakes are mended by reversal: what was said is taken back, and what holds is said anew. */
@ServiceTest
class CorrectingAssistTests {

    private static final String ASSISTS = "/api/v1/assists";
    private static final String REASON = "{\"reason\": \"Báo cáo trùng\"}";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @LocalServerPort
    int port;

    private Api diAn() {
        return new Api("http://127.0.0.1:" + port, Platform.ISSUER.token("district-724", "724"));
    }

    private Api thuanAn() {
        return diAn().as(Platform.ISSUER.token("district-725", "725"));
    }

    private Api province() {
        return diAn().as(Platform.ISSUER.token("province-74", "74"));
    }

    private String reported(String report) {
        Api.Answer answer = diAn().post(ASSISTS, report);
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(201);
        assertThat(answer.header("ETag")).isEqualTo("\"1\"");
        return ASSISTS + "/" + answer.json().get("id").stringValue();
    }

    private static String citizens(int number) {
        return Reports.with("citizens", Integer.toString(number));
    }

    private static String problem(Api.Answer answer) {
        String type = answer.json().get("type").stringValue();
        return type.substring(type.lastIndexOf(':') + 1);
    }

    @Test
    void takesBackWhatWasSaidAndSaysWhatHolds() {
        String assist = reported(citizens(3));
        Api.Answer corrected = diAn().put(assist, citizens(5), "If-Match", "\"1\"");

        assertThat(corrected.status()).as(corrected.response().body()).isEqualTo(200);
        assertThat(corrected.header("ETag")).isEqualTo("\"2\"");
        assertThat(corrected.json().get("citizens").intValue()).isEqualTo(5);
        assertThat(corrected.json().get("version").intValue()).isEqualTo(2);
        Api.Answer shown = diAn().get(assist);
        assertThat(shown.json()).isEqualTo(corrected.json());
        assertThat(shown.header("ETag")).isEqualTo("\"2\"");

        List<ConsumerRecord<String, byte[]>> events = published(assist, 3);
        ConsumerRecord<String, byte[]> original = events.get(0);
        ConsumerRecord<String, byte[]> reversal = events.get(1);
        ConsumerRecord<String, byte[]> fresh = events.get(2);
        assertThat(header(reversal, "ce_type")).isEqualTo("vn.bdhvs.activity-retracted.v1");
        assertThat(Schemas.violations(reversal, diAn())).isEmpty();
        JsonNode retracted = JSON.readTree(reversal.value());
        assertThat(retracted.get("source").stringValue()).isEqualTo("/session-service");
        assertThat(retracted.get("id").stringValue()).isEqualTo(header(original, "ce_id"));
        assertThat(retracted.get("time").stringValue()).isEqualTo(header(original, "ce_time"));
        assertThat(retracted.get("data")).isEqualTo(JSON.readTree(original.value()));
        assertThat(header(fresh, "ce_type")).isEqualTo("vn.bdhvs.citizen-assisted.v1");
        assertThat(JSON.readTree(fresh.value()).get("citizens").intValue()).isEqualTo(5);
        assertThat(header(fresh, "ce_recordedtime")).isEqualTo(header(reversal, "ce_recordedtime"));
        assertThat(events.stream().map(event -> header(event, "ce_id"))).doesNotHaveDuplicates();
        assertThat(events.stream().map(ConsumerRecord::partition).distinct()).hasSize(1);
    }

    @Test
    void takesBackTheCorrectionAndNotWhatItCorrected() {
        String assist = reported(citizens(3));
        diAn().put(assist, citizens(5), "If-Match", "\"1\"");
        Api.Answer retracted = diAn().post(assist + "/retraction", REASON, "If-Match", "\"2\"");

        assertThat(retracted.status()).isEqualTo(200);
        assertThat(retracted.json().at("/retraction/reason").stringValue()).isEqualTo("Báo cáo trùng");
        assertThat(retracted.json().at("/retraction/client").stringValue()).isEqualTo("district-724");
        List<ConsumerRecord<String, byte[]>> events = published(assist, 4);
        JsonNode last = JSON.readTree(events.get(3).value());
        assertThat(last.get("id").stringValue()).isEqualTo(header(events.get(2), "ce_id"));
        assertThat(last.at("/data/citizens").intValue()).isEqualTo(5);
        assertThat(events).noneMatch(event -> new String(event.value(), StandardCharsets.UTF_8).contains("trùng"));
    }

    @Test
    void takesAReportBackOnceHoweverOftenItIsAsked() {
        String assist = reported(Reports.report());
        Api.Answer first = diAn().post(assist + "/retraction", REASON);
        Api.Answer second = diAn().post(assist + "/retraction", "{\"reason\": \"khác\"}", "If-Match", "\"1\"");

        assertThat(first.status()).isEqualTo(200);
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.json()).isEqualTo(first.json());
        assertThat(diAn().get(assist).json()).isEqualTo(first.json());
        assertThat(problem(diAn().put(assist, citizens(5), "If-Match", "\"2\"")))
                .isEqualTo("taken-back");
        assertThat(diAn().put(assist, citizens(5), "If-Match", "\"2\"").status())
                .isEqualTo(409);
        published(assist, 2);
    }

    @Test
    void refusesToReplaceWhatTheClientHasNotSeen() {
        String assist = reported(citizens(3));
        diAn().put(assist, citizens(5), "If-Match", "\"1\"");

        Api.Answer stale = diAn().put(assist, citizens(6), "If-Match", "\"1\"");
        assertThat(stale.status()).isEqualTo(412);
        assertThat(problem(stale)).isEqualTo("stale");
        assertThat(diAn().put(assist, citizens(6), "If-Match", "W/\"2\"").status())
                .isEqualTo(412);
        assertThat(diAn().post(assist + "/retraction", REASON, "If-Match", "\"1\"")
                        .status())
                .isEqualTo(412);
        Api.Answer blind = diAn().put(assist, citizens(6));
        assertThat(blind.status()).isEqualTo(428);
        assertThat(problem(blind)).isEqualTo("if-match-required");
        assertThat(diAn().put(assist, citizens(6), "If-Match", "\"1\", \"2\"").status())
                .isEqualTo(200);
        assertThat(diAn().put(assist, citizens(7), "If-Match", "*").status()).isEqualTo(200);
        published(assist, 7);
    }

    /** Its answer may have been lost, or the same may simply be said again. */
    @Test
    void changesNothingForACorrectionThatWasAlreadyMade() {
        String assist = reported(citizens(3));
        Api.Answer first = diAn().put(assist, citizens(5), "If-Match", "\"1\"");
        Api.Answer again = diAn().put(assist, citizens(5), "If-Match", "\"1\"");
        Api.Answer idle = diAn().put(assist, citizens(5), "If-Match", "\"2\"");

        assertThat(List.of(again.status(), idle.status())).containsOnly(200);
        assertThat(again.json()).isEqualTo(idle.json()).isEqualTo(first.json());
        assertThat(province().put(assist, citizens(5), "If-Match", "\"1\"").status())
                .isEqualTo(412);
        published(assist, 3);
    }

    @Test
    void letsOneOfManyCorrectionsOfTheSameVersionWin() {
        String assist = reported(citizens(1));
        List<CompletableFuture<Api.Answer>> corrections = IntStream.range(2, 22)
                .mapToObj(number ->
                        CompletableFuture.supplyAsync(() -> diAn().put(assist, citizens(number), "If-Match", "\"1\"")))
                .toList();
        List<Api.Answer> answers =
                corrections.stream().map(CompletableFuture::join).toList();

        assertThat(answers.stream().filter(answer -> answer.status() == 200)).hasSize(1);
        assertThat(answers.stream().filter(answer -> answer.status() == 412)).hasSize(19);
        published(assist, 3);
        assertThat(diAn().get(assist + "/history").json().get("items")).hasSize(2);
    }

    @Test
    void tellsWhatBecameOfIt() {
        String assist = reported(Reports.with("clientReference", "\"DA-history\""));
        province().put(assist, citizens(5), "If-Match", "\"1\"");
        diAn().post(assist + "/retraction", REASON);

        JsonNode items = diAn().get(assist + "/history").json().get("items");
        assertThat(items.valueStream().map(item -> item.get("kind").stringValue()))
                .containsExactly("reported", "corrected", "retracted");
        assertThat(items.valueStream().map(item -> item.get("version").intValue()))
                .containsExactly(1, 2, 3);
        assertThat(items.valueStream().map(item -> item.get("client").stringValue()))
                .containsExactly("district-724", "province-74", "district-724");
        assertThat(items.valueStream().map(item -> item.at("/report/citizens").intValue()))
                .containsExactly(3, 5, 5);
        assertThat(items.get(0).get("at")).isEqualTo(items.get(0).at("/report/recordedAt"));
        assertThat(items.get(2).get("reason").stringValue()).isEqualTo("Báo cáo trùng");
        assertThat(items.get(0).at("/report/clientReference").stringValue()).isEqualTo("DA-history");
        assertThat(province().get(assist + "/history").response().body()).doesNotContain("DA-history");
    }

    @Test
    void keepsOtherDistrictsOut() {
        String assist = reported(Reports.report());

        assertThat(thuanAn().put(assist, citizens(5), "If-Match", "\"1\"").status())
                .isEqualTo(404);
        assertThat(thuanAn().post(assist + "/retraction", REASON).status()).isEqualTo(404);
        assertThat(thuanAn().get(assist + "/history").status()).isEqualTo(404);
        Api.Answer moved = diAn().put(assist, Reports.with("unit", "\"25969\""), "If-Match", "\"1\"");
        assertThat(moved.status()).isEqualTo(403);
        published(assist, 1);
    }

    @Test
    void namesWhatIsWrongWithACorrectionOrARetraction() {
        String assist = reported(Reports.with("clientReference", "\"DA-wrong\""));

        Api.Answer wrong = diAn().put(assist, citizens(0), "If-Match", "\"1\"");
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.json().at("/errors/0/field").stringValue()).isEqualTo("citizens");
        Api.Answer renamed = diAn().put(assist, Reports.with("clientReference", "\"DA-other\""), "If-Match", "\"1\"");
        assertThat(renamed.status()).isEqualTo(422);
        assertThat(problem(renamed)).isEqualTo("client-reference-changed");
        for (String body : List.of("{}", "{\"reason\": \" \"}", "{\"reason\": \"x\", \"by\": \"y\"}")) {
            assertThat(diAn().post(assist + "/retraction", body).status()).isEqualTo(400);
        }
        assertThat(diAn().post(ASSISTS + "/unknown/retraction", REASON).status())
                .isEqualTo(404);
        published(assist, 1);
    }

    /** A district sends its file again, and has mended a row in it, or has not. */
    @Test
    void knowsACorrectedReportAgainByEitherOfItsContents() {
        String reference = "\"DA-either\"";
        String before = Reports.with("clientReference", reference);
        ObjectNode after = (ObjectNode) JSON.readTree(before);
        String assist = reported(before);
        diAn().put(assist, after.put("citizens", 5).toString(), "If-Match", "\"1\"");

        for (String content : List.of(before, after.toString())) {
            Api.Answer repeat = diAn().post(ASSISTS, content);
            assertThat(repeat.status()).isEqualTo(200);
            assertThat(repeat.json().get("citizens").intValue()).isEqualTo(5);
            assertThat(repeat.json().get("warnings")).isNull();
        }
        diAn().post(assist + "/retraction", REASON);
        Api.Answer repeat = diAn().post(ASSISTS, before);
        assertThat(repeat.status()).isEqualTo(200);
        assertThat(repeat.json().at("/warnings/0/reason").stringValue()).isEqualTo("taken-back");
        published(assist, 4);
    }

    private static List<ConsumerRecord<String, byte[]>> published(String assist, int number) {
        String id = assist.substring(assist.lastIndexOf('/') + 1);
        try (Topic topic = new Topic(Platform.brokers(), "citizen-assisted")) {
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(topic.withKey(id)).hasSizeGreaterThanOrEqualTo(number));
            List<ConsumerRecord<String, byte[]>> once = new ArrayList<>();
            topic.withKey(id).stream()
                    .filter(each -> once.stream()
                            .noneMatch(other -> header(other, "ce_id").equals(header(each, "ce_id"))))
                    .forEach(once::add);
            assertThat(once).hasSize(number);
            return once;
        }
    }

    private static String header(ConsumerRecord<String, byte[]> event, String name) {
        return new String(event.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
