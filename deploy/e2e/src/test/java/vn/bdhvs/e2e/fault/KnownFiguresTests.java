package vn.bdhvs.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
    private static final List<String> LEVELS = List.of("province", "district", "commune");
    private static final LocalDate FULL_DAY = LocalDate.of(2025, 3, 12);
    private static final Map<String, String> PARENTS = parents();

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
            for (String clock : List.of("done", "received")) {
                // All levels are sums of the same documents; in the short run, of the past, one of them is enough.
                for (String level : asOf == null || EVENTS > 10_000 ? LEVELS : List.of("commune")) {
                    assertThat(rows(site, level, clock, asOf))
                            .as("level=%s clock=%s asOf=%s", level, clock, asOf)
                            .isEqualTo(sums(events, level, clock, asOf));
                }
            }
        }
    }

    /** By unit, day and measure, what is not zero. */
    private static Map<String, Long> rows(Site site, String level, String clock, Instant asOf) {
        String address = "%s/api/v1/campaigns/%s/figures?level=%s&clock=%s&by=day%s"
                .formatted(site.analytics().url(), Facts.CAMPAIGN, level, clock, asOf == null ? "" : "&asOf=" + asOf);
        Map<String, Long> rows = new TreeMap<>();
        site.caller("operations").json(address).path("rows").forEach(row -> row.properties()
                .forEach(field -> put(rows, row, field.getKey(), field.getValue())));
        return rows;
    }

    private static void put(Map<String, Long> rows, JsonNode row, String field, JsonNode value) {
        if (value.isNumber() && value.asLong() != 0) {
            rows.put(row.path("unit").asString() + " " + row.path("day").asString() + " " + field, value.asLong());
        }
    }

    private static Map<String, Long> sums(List<WireEvent> events, String level, String clock, Instant asOf) {
        Map<String, Long> sums = new TreeMap<>();
        for (WireEvent event : events) {
            if (asOf == null || !event.recorded().isAfter(asOf)) {
                String place = unitAt(event.unit(), level) + " " + day(event, clock) + " ";
                measures(event).forEach((measure, amount) -> sums.merge(place + measure, amount, Long::sum));
            }
        }
        sums.values().removeIf(sum -> sum == 0);
        return sums;
    }

    private static LocalDate day(WireEvent event, String clock) {
        return LocalDate.ofInstant(clock.equals("done") ? event.time() : event.recorded(), Facts.ZONE);
    }

    private static Map<String, Long> measures(WireEvent event) {
        Map<String, Long> measures = new HashMap<>();
        if (event.kind() != Kind.NIL) {
            event.kind().counts(event.data()).forEach((name, amount) -> {
                String measure =
                        switch (name) {
                            case "n" -> event.kind().cells();
                            case "learners", "citizens" -> name;
                            default -> "learners." + name;
                        };
                measures.put(measure, event.sign() * amount);
            });
        }
        return measures;
    }

    /** The unit above that is of a level, or itself. */
    private static String unitAt(String unit, String level) {
        List<String> path = new ArrayList<>();
        for (String code = unit; code != null && !code.isEmpty(); code = PARENTS.get(code)) {
            path.add(0, code);
        }
        return path.get(Math.min(LEVELS.indexOf(level), path.size() - 1));
    }

    private static Map<String, String> parents() {
        Path register = Path.of(System.getProperty("project.root", "../.."))
                .resolve("common-events/src/main/resources/vn/bdhvs/unit/binh-duong-units.csv");
        Map<String, String> parents = new HashMap<>();
        try {
            Files.readAllLines(register).stream()
                    .skip(1)
                    .map(line -> line.split(",", -1))
                    .forEach(cells -> parents.put(cells[0], cells[3]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return parents;
    }

    /** What is listed behind every number of a day sums up to it. */
    private static void requireListed(Site site, List<WireEvent> events) {
        Caller operator = site.caller("operations");
        int numbers = 0;
        for (Map.Entry<String, Long> number :
                sums(events, "commune", "done", null).entrySet()) {
            String[] place = number.getKey().split(" ");
            if (!place[1].equals(FULL_DAY.toString())) {
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
