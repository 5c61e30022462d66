package vn.bdhvs.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Command services whose clocks are a day off, and reports around midnight in the campaign's zone. Analytics begins on
 * 26 March 2025.
 */
@ExtendWith(SharedSite.class)
class WrongClocksTests {

    private static final Duration SOON = Duration.ofSeconds(120);
    private static final String CLIENT = "district-724";
    private static final String UNIT = "25945";
    private static final String CELL = "assists.tri-thuc-tre.chu-ky-so-ca-nhan.completed.citizens";

    /** Seen red with days of UTC, and with recorded times that were believed whatever they said. */
    @Test
    void putsReportsOfAClockThatIsADayBehindOnTheDaysThatTheyNameAndRejectsThoseOfOneAhead(Site site) {
        Evidence evidence = site.evidence();
        Instant now = site.evidence().clock().start();
        try (Service behind = site.addSession("--campaign.clock.start=" + now.minus(Duration.ofDays(1)));
                Service ahead = site.addSession("--campaign.clock.start=" + now.plus(Duration.ofDays(1)))) {
            behind.awaitReady();
            ahead.awaitReady();
            evidence.awaitRest(SOON);
            Days before = new Days(evidence);
            long rejected = evidence.store().rejected("recorded-in-the-future");

            assertThat(report(site, behind, 1, "2025-03-24T23:59:59.999+07:00")).isEqualTo(201);
            assertThat(report(site, behind, 10, "2025-03-25T00:00:00+07:00")).isEqualTo(201);
            assertThat(report(site, behind, 100, "2025-03-26T00:00:00+07:00")).isEqualTo(400);
            assertThat(report(site, site.session(), 1_000, "2025-03-25T23:59:59.999+07:00"))
                    .isEqualTo(201);
            assertThat(report(site, site.session(), 10_000, "2025-03-25T17:00:00Z"))
                    .isEqualTo(201);
            assertThat(report(site, ahead, 100_000, "2025-03-26T23:59:59.999+07:00"))
                    .isEqualTo(201);
            assertThat(report(site, ahead, 1_000_000, "2025-03-27T00:00:00+07:00"))
                    .isEqualTo(201);
            evidence.awaitRest(SOON);

            Days after = new Days(evidence);
            assertThat(after.citizens("done", "2025-03-24") - before.citizens("done", "2025-03-24"))
                    .isEqualTo(1);
            assertThat(after.citizens("done", "2025-03-25") - before.citizens("done", "2025-03-25"))
                    .isEqualTo(1_010);
            assertThat(after.citizens("done", "2025-03-26") - before.citizens("done", "2025-03-26"))
                    .isEqualTo(10_000);
            assertThat(after.citizens("received", "2025-03-25") - before.citizens("received", "2025-03-25"))
                    .isEqualTo(11);
            assertThat(after.citizens("received", "2025-03-26") - before.citizens("received", "2025-03-26"))
                    .isEqualTo(11_000);
            assertThat(evidence.store().rejected("recorded-in-the-future") - rejected)
                    .isEqualTo(2);
        }
        evidence.require();
    }

    private static int report(Site site, Service to, int citizens, String at) {
        String body = Caller.assistBody(UNIT, citizens, "clocks-" + System.nanoTime(), at);
        return site.caller(CLIENT).post(to.url() + "/api/v1/assists", body).statusCode();
    }

    /** The unit's days as they are now. */
    private static final class Days {

        private final int generation;
        private final Map<String, Document> figures;

        Days(Evidence evidence) {
            this.generation = evidence.store().liveGeneration();
            this.figures = evidence.store().figures();
        }

        long citizens(String clock, String day) {
            Document document = figures.get("%d/%s/%s@2024-05-01/%s".formatted(generation, Facts.CAMPAIGN, UNIT, day));
            return document == null ? 0 : AnalyticsStore.flat(document, clock).getOrDefault(clock + "." + CELL, 0L);
        }
    }
}
