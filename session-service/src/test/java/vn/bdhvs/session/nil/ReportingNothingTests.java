package vn.bdhvs.session.nil;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import vn.bdhvs.local.Api;
import vn.bdhvs.local.Topic;
import vn.bdhvs.session.platform.Platform;
import vn.bdhvs.session.platform.Schemas;
import vn.bdhvs.session.platform.ServiceTest;

@ServiceTest
class ReportingNothingTests {

    private static final String NIL = "/api/v1/nil-reports";

    @LocalServerPort
    int port;

    private Api diAn() {
        return new Api("http://127.0.0.1:" + port, Platform.ISSUER.token("district-724", "724"));
    }

    private static String report(String unit, String day) {
        return "{\"campaign\":\"binh-dan-hoc-vu-so-2025\",\"unit\":\"%s\",\"day\":\"%s\"}".formatted(unit, day);
    }

    @Test
    void publishesThatAUnitDidNothingOnADayOnceHoweverOftenItSaysSo() {
        Api.Answer first = diAn().post(NIL, report("25942", "2025-03-26"));
        Api.Answer second = diAn().post(NIL, report("25942", "2025-03-26"));

        assertThat(first.status()).as(first.response().body()).isEqualTo(201);
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.json()).isEqualTo(first.json());
        String id = first.json().get("id").stringValue();
        try (Topic topic = new Topic(Platform.brokers(), "nil-reported")) {
            List<ConsumerRecord<String, byte[]>> events = topic.awaitKey(id);
            assertThat(events).hasSize(1);
            assertThat(events.get(0).value()).asString(StandardCharsets.UTF_8).isEqualTo(report("25942", "2025-03-26"));
            assertThat(events.get(0).headers().lastHeader("ce_time").value())
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("2025-03-25T17:00:00Z");
            assertThat(Schemas.violations(events.get(0), diAn())).isEmpty();
        }
    }

    /** A unit that said by mistake that it did nothing may, in the end, have done nothing. */
    @Test
    void canBeTakenBackAndSaidAgain() {
        Api.Answer first = diAn().post(NIL, report("25945", "2025-03-26"), "Idempotency-Key", "nil");
        String path = NIL + "/" + first.json().get("id").stringValue();
        Api.Answer moved = diAn().put(path, report("25945", "2025-03-25"), "If-Match", "\"1\"");
        diAn().post(path + "/retraction", "{\"reason\": \"có hoạt động\"}");
        Api.Answer repeated = diAn().post(NIL, report("25945", "2025-03-26"), "Idempotency-Key", "nil");
        Api.Answer again = diAn().post(NIL, report("25945", "2025-03-26"));

        assertThat(repeated.status()).isEqualTo(201);
        assertThat(repeated.json().get("id")).isEqualTo(first.json().get("id"));
        assertThat(repeated.json().at("/warnings/0/reason").stringValue()).isEqualTo("taken-back");
        assertThat(moved.status()).isEqualTo(422);
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.json().get("id")).isNotEqualTo(first.json().get("id"));
        try (Topic topic = new Topic(Platform.brokers(), "nil-reported")) {
            assertThat(topic.awaitKey(again.json().get("id").stringValue())).hasSize(1);
        }
    }

    @Test
    void refusesADayThatHasNotBegunAndOneThatIsNone() {
        Api.Answer tomorrow = diAn().post(NIL, report("25942", "2025-03-27"));
        Api.Answer none = diAn().post(NIL, report("25942", "2025-02-30"));

        assertThat(tomorrow.status()).isEqualTo(400);
        assertThat(tomorrow.json().get("errors").get(0).get("field").stringValue())
                .isEqualTo("day");
        assertThat(none.status()).isEqualTo(400);
        assertThat(none.json().get("errors").get(0).get("reason").stringValue()).isEqualTo("wrong-format");
    }
}
