package vn.bdhvs.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Activity from anyone: other people's data sets, other people's programs, a district on a bad line. The data sets are the
 * samples of the project, or, with {@code -Dreplay.data=DIR}, the whole ones.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AnyoneTests {

    private static final Path PROJECT =
            Path.of(System.getProperty("project.root", "../..")).toAbsolutePath();
    private static final Path MAPPINGS = PROJECT.resolve("deploy/mappings");
    private static final Duration SOON = Duration.ofSeconds(60);

    /** Mappings, and what the whole file that each is for is called. */
    private static final Map<String, String> SETS = new TreeMap<>(Map.of(
            "carpentries-workshops", "carpentries-workshops.csv",
            "carpentries-instructors", "carpentries-instructors-badged.csv",
            "italy-vaccination", "italy-vaccination-campaign-2024-2025.csv",
            "boston-311", "boston-311-2015-03-to-04.csv"));

    @TempDir
    private static Path data;

    private static Installation installation;
    private static District province;

    @BeforeAll
    static void start() {
        installation = Installation.start(data);
        province = new District(installation, "province-74");
    }

    @AfterAll
    static void stop() {
        installation.close();
    }

    private static Path csv(String mapping) {
        String whole = System.getProperty("replay.data", "");
        return whole.isEmpty()
                ? MAPPINGS.resolve("samples").resolve(mapping + ".csv")
                : PROJECT.resolve(whole).resolve(SETS.get(mapping));
    }

    @Test
    @Order(1)
    void countsOtherPeoplesDataSetsCellByCellAndSendingThemAgainChangesNothing() {
        Assumptions.assumeTrue(Programs.isThere("python3"), "skipped: there is no python3");
        Map<String, String> expected = new TreeMap<>();
        Map<String, Long> expectedTotals = new HashMap<>();
        for (String mapping : SETS.keySet()) {
            replay(mapping);
            for (String line : run(
                            "python3",
                            MAPPINGS.resolve("expected.py").toString(),
                            csv(mapping).toString())
                    .lines()
                    .filter(line -> line.matches("(assist|class|volunteer)\t.*"))
                    .toList()) {
                String[] cell = line.split("\t");
                boolean volunteer = cell[0].equals("volunteer");
                // Two of the sets become assists, and may meet in a cell.
                expected.merge(
                        String.join(" ", List.of(cell).subList(0, 4)),
                        cell[4] + " " + (volunteer ? "0" : cell[5]),
                        AnyoneTests::sum);
                expectedTotals.merge(cell[0], Long.valueOf(cell[4]), Long::sum);
            }
        }
        assertThat(expected).hasSizeGreaterThan(50);

        await().atMost(SOON)
                .until(() -> province.figure("volunteers") == expectedTotals.get("volunteer")
                        && province.figure("classes") == expectedTotals.get("class")
                        && province.figure("assists") == expectedTotals.get("assist"));
        assertThat(differences(expected, cells())).isEmpty();
        assertThat(received()).isEqualTo(expectedTotals);

        for (int again = 0; again < 2; again++) {
            for (String mapping : SETS.keySet()) {
                assertThat(replay(mapping)).contains(" 0 accepted, ");
            }
        }
        settle();
        assertThat(differences(expected, cells())).isEmpty();
        assertThat(received()).isEqualTo(expectedTotals);
    }

    private static String sum(String one, String other) {
        String[] a = one.split(" ");
        String[] b = other.split(" ");
        return (Long.parseLong(a[0]) + Long.parseLong(b[0])) + " " + (Long.parseLong(a[1]) + Long.parseLong(b[1]));
    }

    private static List<String> differences(Map<String, String> expected, Map<String, String> found) {
        return Stream.concat(expected.keySet().stream(), found.keySet().stream())
                .distinct()
                .filter(cell -> !Objects.equals(expected.get(cell), found.get(cell)))
                .map(cell -> "%s: %s expected, %s found".formatted(cell, expected.get(cell), found.get(cell)))
                .limit(20)
                .toList();
    }

    private static String replay(String mapping) {
        return run(
                PROJECT.resolve("deploy/replay").toString(),
                "--issuer",
                installation.issuer(),
                "--registration",
                installation.registration(),
                "--session",
                installation.session(),
                MAPPINGS.resolve(mapping + ".yaml").toString(),
                csv(mapping).toString());
    }

    /** Some more reports, counted, so that what was accepted before them has been counted too; the province itself sends them. */
    private static void settle() {
        long before = province.figure("volunteers") + province.figure("classes") + province.figure("assists");
        for (int i = 0; i < 48; i++) {
            province.report("74", 1, "settle-" + UUID.randomUUID());
        }
        await().atMost(SOON)
                .until(() -> province.figure("volunteers") + province.figure("classes") + province.figure("assists")
                        == before + 48);
    }

    /** What the figures say: kind, unit, day and code, with reports and learners or citizens. */
    private static Map<String, String> cells() {
        Map<String, String> cells = new TreeMap<>();
        for (JsonNode row : rows("level=commune&by=day,service")) {
            put(cells, "assist", row, "service", "assists", "citizens");
        }
        for (JsonNode row : rows("level=commune&by=day,topic")) {
            put(cells, "class", row, "topic", "classes", "learners");
        }
        for (JsonNode row : rows("level=commune&by=day")) {
            put(cells, "volunteer", row, "", "volunteers", "");
        }
        return cells;
    }

    private static void put(
            Map<String, String> cells, String kind, JsonNode row, String code, String count, String sum) {
        long reports = row.path(count).asLong();
        boolean ours = !row.path("unit").asString().equals("74"); // those that were sent to settle
        if (reports > 0 && ours) {
            cells.put(
                    String.join(
                            " ",
                            kind,
                            row.path("unit").asString(),
                            row.path("day").asString(),
                            code.isEmpty() ? "-" : row.path(code).asString()),
                    reports + " " + row.path(sum).asLong());
        }
    }

    /** Reports by kind on the received clock, over the days of this run. */
    private static Map<String, Long> received() {
        Map<String, Long> received = new HashMap<>();
        for (JsonNode row : rows("level=commune&clock=received&by=day")) {
            assertThat(row.path("day").asString()).startsWith("2025-03-2");
            if (!row.path("unit").asString().equals("74")) {
                received.merge("assist", row.path("assists").asLong(), Long::sum);
                received.merge("class", row.path("classes").asLong(), Long::sum);
                received.merge("volunteer", row.path("volunteers").asLong(), Long::sum);
            }
        }
        return received;
    }

    private static List<JsonNode> rows(String query) {
        return province.get(installation.analytics() + "/api/v1/campaigns/" + District.CAMPAIGN + "/figures?" + query)
                .path("rows")
                .valueStream()
                .toList();
    }

    @Test
    @Order(2)
    void countsAThousandRowsThatCameThreeTimesOverABrokenLineAsAThousand() throws IOException {
        long before = province.figure("assists");
        String body = IntStream.range(0, 1_000)
                .mapToObj(i -> """
                        {"campaign":"%s","unit":"25942","team":"tri-thuc-tre","service":"binh-duong-so",\
                        "channel":"home","assistedAt":"2025-03-25T09:00:00+07:00","citizens":1,\
                        "outcome":"completed","clientReference":"broken-line-%d"}""".formatted(District.CAMPAIGN, i))
                .collect(Collectors.joining("\n"));

        sendAndHangUp(body, body.length() / 2);
        sendAndHangUp(body, body.length());
        JsonNode answer = province.post(installation.session() + "/api/v1/assists/batch", "application/x-ndjson", body);

        assertThat(answer.path("accepted").asInt() + answer.path("repeated").asInt())
                .as(answer.toString())
                .isEqualTo(1_000);
        await().atMost(SOON).until(() -> province.figure("assists") == before + 1_000);
        settle();
        assertThat(province.figure("assists")).isEqualTo(before + 1_000 + 48);
    }

    /** Sends the first bytes of a body and goes, without waiting for an answer. */
    private static void sendAndHangUp(String body, int bytes) throws IOException {
        try (Socket line = new Socket(InetAddress.getLoopbackAddress(), installation.sessionPort())) {
            OutputStream out = line.getOutputStream();
            out.write("""
                    POST /api/v1/assists/batch HTTP/1.1\r
                    Host: 127.0.0.1\r
                    Authorization: Bearer %s\r
                    Content-Type: application/x-ndjson\r
                    Content-Length: %d\r
                    \r
                    """.formatted(province.token(), body.length()).getBytes(StandardCharsets.US_ASCII));
            out.write(body.getBytes(StandardCharsets.US_ASCII), 0, bytes);
            out.flush();
        }
    }

    /** A program of another language (librdkafka), which knows nothing of us but the contract. */
    @Test
    @Order(3)
    void countsTheCloudEventsOfOthersAndKeepsTheirMistakesWithTheReasons() {
        Assumptions.assumeTrue(Kcat.isThere(), "skipped: there is no kcat (Debian's package kcat)");
        long before = province.figure("classes");
        String source = "/districts/718/" + UUID.randomUUID();
        Kcat kcat = new Kcat(installation.brokers(), "class-held", source, data);
        String good = """
                {"campaign":"%s","unit":"25741","team":"ky-su-tre","topic":"cong-cu-ai","mode":"online",\
                "durationMinutes":60,"learners":{"total":7},"instructors":1}""".formatted(District.CAMPAIGN);

        kcat.binary("1", good);
        kcat.binary("bad JSON", "{\"campaign\":");
        kcat.binary("unknown unit", good.replace("25741", "99999"));
        kcat.binary("wrong type", good.replace("60", "\"an hour\""));
        kcat.binary("", good);
        kcat.nullValue("null value");
        kcat.structured("2", good);
        kcat.structured("wrong type in structured mode", good.replace("7}", "\"seven\"}"));
        kcat.binary("3", good);
        kcat.binary("1", good);

        District operations = new District(installation, "operations");
        await().atMost(SOON).until(() -> province.figure("classes") == before + 3);
        String query = "/api/v1/rejections?limit=20&topic=class-held";
        await().atMost(SOON).untilAsserted(() -> assertThat(operations
                        .get(installation.analytics() + query)
                        .path("rejections")
                        .valueStream()
                        .map(rejection -> rejection.path("id").asString("none") + ": "
                                + rejection.path("reason").asString()))
                .containsExactlyInAnyOrder(
                        "bad JSON: invalid-data",
                        "unknown unit: unknown-unit",
                        "wrong type: invalid-data",
                        "none: unreadable",
                        "null value: unreadable",
                        "wrong type in structured mode: invalid-data"));
        settle();
        assertThat(province.figure("classes")).isEqualTo(before + 3);
    }

    private static String run(String... command) {
        return Programs.run(Duration.ofMinutes(5), command);
    }
}
