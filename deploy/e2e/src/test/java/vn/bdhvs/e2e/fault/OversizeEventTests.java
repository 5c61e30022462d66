package vn.bdhvs.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An event that the producer can never send, for it is larger than what the producer may send at all. */
@ExtendWith(SharedSite.class)
class OversizeEventTests {

    private static final Duration SOON = Duration.ofSeconds(120);
    private static final String CLIENT = "district-724";

    /** Between the size of the assist and that of the class below, as the producer reckons them. */
    private static final int LIMIT = 765;

    /** Seen red with a relay that tried what is too large again and again. */
    @Test
    void parksWhatCanNeverBeSentShowsItAndLetsTheOthersFlow(Site site) {
        Evidence evidence = site.evidence();
        String run = "oversize-" + System.nanoTime();
        Caller district = site.caller(CLIENT);
        Caller operator = site.caller("operations");
        double parked = operator.metric(site.session(), "outbox_parked").orElse(0.0);
        try (Service narrow = site.addSession("--outbox.producer.max-request-size=" + LIMIT)) {
            narrow.awaitReady();
            assertThat(district.assist(narrow, "724", 1, run + "-before").statusCode())
                    .isEqualTo(201);
            assertThat(district.post(narrow.url() + "/api/v1/classes", heldClass(run))
                            .statusCode())
                    .isEqualTo(201);
            assertThat(district.assist(narrow, "724", 1, run + "-after").statusCode())
                    .isEqualTo(201);

            await("the alarm").atMost(SOON).untilAsserted(() -> assertThat(operator.metric(narrow, "outbox_parked"))
                    .hasValue(parked + 1));
            evidence.awaitRest(SOON);
            assertThat(operator.metric(narrow, "outbox_published_total")).hasValue(2.0);
        }
        evidence.require();
    }

    private static String heldClass(String run) {
        return """
                {"campaign":"%s","unit":"724","team":"hanh-chinh-cong-luu-dong","topic":"thanh-toan-khong-tien-mat",
                 "mode":"in-person","startedAt":"2025-03-25T09:00:00+07:00","durationMinutes":120,
                 "learners":{"total":250000,"members":120000,"female":130000,"over60":100000},
                 "instructors":12,"clientReference":"%s-class"}
                """.formatted(Facts.CAMPAIGN, run);
    }
}
