package vn.bdhvs.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/**
 * The query's answers, by every clock and level and as of several instants, and what they are made of, compared with a
 * plain sum over the events that lie on Kafka.
 */
@ExtendWith(SharedSite.class)
class KnownFiguresTests {

    /** {@code -Dreversals.events=50000} for the long run. */
    private static final int EVENTS = Integer.getInteger("reversals.events", 1_000);

    /** Each page looks through the whole day, so few in the long run. */
    private static final int PAGE = EVENTS > 10_000 ? 500 : 3;

    private static final Duration SOON = Duration.ofSeconds(120 + EVENTS / 100);
    private static final LocalDate FULL_DAY = LocalDate.of(2025, 3, 12);

    @Test
    void equalsThePlainSumByEveryClockLevelAndInstantBeforeAndAfterARebuild(Site site) {
        Evidence evidence = site.evidence();
        long seed = System.nanoTime();
        try (Emitter emitter = evidence.emitter()) {
            emitter.send(Mix.withReversals(new Facts(seed), seed, EVENTS, 0.1, 0.05, 0.1));
        }
        evidence.awaitRest(SOON);
        evidence.require();
        List<WireEvent> events = evidence.counted();
        assertThat(events.stream().filter(event -> event.retracts() != null)).hasSizeGreaterThan(EVENTS / 10);
        requireAll(site, events);

        Caller operator = site.caller("operations");
        int before = evidence.store().liveGeneration();
        operator.post(site.analytics().url() + "/api/v1/generations", "{}");
        Awaitility.await().atMost(SOON).until(() -> evidence.store().liveGeneration() > before);
        requireAll(site, events);
        requireListed(site, events);
    }

    private static void requireAll(Site site, List<WireEvent> events) {
        List<Instant> instants = new ArrayList<>();
        instants.add(null);
        for (int day = 4; day <= 24; day += 5) {
            instants.add(Instant.parse("2025-03-%02dT08:30:00Z".formatted(day)));
        }
        for (Instant asOf : instants) {
            for (String clock : PlainFigures.CLOCKS) {
                // All levels are sums of the same documents; in the short run, of the past, one of them is enough.
                for (String level : asOf == null || EVENTS > 10_000 ? PlainFigures.LEVELS : List.of("commune")) {
                    PlainFigures figures = new PlainFigures(level, clock, "then", asOf);
                    assertThat(figures.answered(site)).as(figures.toString()).isEqualTo(figures.summed(events));
                }
            }
        }
    }

    /** What is listed behind every number of a day sums up to it. */
    private static void requireListed(Site site, List<WireEvent> events) {
        Caller operator = site.caller("operations");
        int numbers = 0;
        PlainFigures figures = new PlainFigures("commune", "done", "then", null);
        for (Map.Entry<String, Long> number : figures.summed(events).entrySet()) {
            String[] place = number.getKey().split(" ");
            if (!place[1].equals(FULL_DAY.toString()) || PlainFigures.PERSONAL.contains(place[2])) {
                continue;
            }
            numbers++;
            String address = "%s/api/v1/campaigns/%s/figures/%s/activities?unit=%s&own=true&from=%s&to=%s&limit=%d"
                    .formatted(site.analytics().url(), Facts.CAMPAIGN, place[2], place[0], FULL_DAY, FULL_DAY, PAGE);
            long listed = 0;
            String cursor = "";
            do {
                JsonNode page = operator.json(address + cursor);
                assertThat(page.path("sum").asLong()).as(number.getKey()).isEqualTo(number.getValue());
                listed += page.path("items")
                        .valueStream()
                        .mapToLong(item -> item.path("amount").asLong())
                        .sum();
                cursor = page.has("next") ? "&cursor=" + page.path("next").asString() : "";
            } while (!cursor.isEmpty());
            assertThat(listed).as(number.getKey()).isEqualTo(number.getValue());
        }
        assertThat(numbers).as("numbers of the day").isGreaterThan(50);
    }
}
