package vn.bdhvs.local.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The shipped mappings over the shipped samples, against counts that know nothing of mappings. */
class SampleTests {

    private BatchDouble services;

    @BeforeEach
    void start() throws IOException {
        services = new BatchDouble();
    }

    @AfterEach
    void stop() {
        services.close();
    }

    private Collection<JsonNode> sent(String name) throws InterruptedException {
        int code = Replay.run(
                Map.of(),
                new PrintStream(PrintStream.nullOutputStream(), true, StandardCharsets.UTF_8),
                System.err,
                Samples.mapping(name).toString(),
                Samples.file(name + ".csv").toString(),
                "--issuer",
                services.issuer(),
                "--registration",
                services.uri(),
                "--session",
                services.uri());
        assertThat(code).isZero();
        return services.written().values();
    }

    private static long total(Collection<JsonNode> sent, String pointer) {
        return sent.stream().mapToLong(row -> row.at(pointer).longValue()).sum();
    }

    private static Map<String, Long> by(Collection<JsonNode> sent, String field) {
        return sent.stream()
                .collect(Collectors.groupingBy(row -> row.path(field).stringValue(), Collectors.counting()));
    }

    private static long count(List<Map<String, String>> rows, Predicate<Map<String, String>> which) {
        return rows.stream().filter(which).count();
    }

    private static Map<DayOfWeek, Long> weekdays(List<String> times) {
        return times.stream()
                .map(time -> LocalDate.parse(time.substring(0, 10)).getDayOfWeek())
                .collect(Collectors.groupingBy(day -> day, TreeMap::new, Collectors.counting()));
    }

    @Test
    void everyWorkshopWithACountIsAClassOnItsOwnWeekdayWithinTheThreeWeeks() throws Exception {
        List<Map<String, String>> rows = Samples.rows("carpentries-workshops.csv").stream()
                .filter(row -> !row.get("attendance").isEmpty())
                .toList();

        Collection<JsonNode> sent = sent("carpentries-workshops");

        assertThat(sent).hasSameSizeAs(rows);
        assertThat(total(sent, "/learners/total"))
                .isEqualTo(rows.stream()
                        .mapToLong(row -> Long.parseLong(row.get("attendance")))
                        .sum());
        assertThat(sent).anyMatch(row -> row.at("/learners/total").intValue() == 0);
        assertThat(by(sent, "mode").get("online"))
                .isEqualTo(count(
                        rows,
                        row -> row.get("slug").contains("online")
                                || row.get("tag_name").contains("online")
                                || row.get("country").equals("W3")));
        List<String> times =
                sent.stream().map(row -> row.path("startedAt").stringValue()).toList();
        assertThat(times).allMatch(time -> time.compareTo("2025-03-01") > 0 && time.compareTo("2025-03-22") < 0);
        assertThat(weekdays(times))
                .isEqualTo(
                        weekdays(rows.stream().map(row -> row.get("start_date")).toList()));
    }

    @Test
    void everyInstructorIsAVolunteerWhoNobodyCanMistakeForAPerson() throws Exception {
        Collection<JsonNode> sent = sent("carpentries-instructors");

        assertThat(sent).hasSize(40);
        assertThat(sent)
                .allMatch(row -> row.path("phone").stringValue().matches("01\\d{8}"))
                .allMatch(row -> row.path("fullName").stringValue().contains("dữ liệu phát lại"))
                .allMatch(row -> row.at("/consent/givenAt").equals(row.path("registeredAt")));
        assertThat(sent.stream().map(row -> row.path("phone")).distinct()).hasSize(40);
    }

    @Test
    void everyDayOfTheItalianCurveIsAnAssistOfAllItsPersons() throws Exception {
        List<Map<String, String>> rows = Samples.rows("italy-vaccination.csv");

        Collection<JsonNode> sent = sent("italy-vaccination");

        assertThat(sent).hasSameSizeAs(rows);
        assertThat(total(sent, "/citizens"))
                .isEqualTo(rows.stream()
                        .mapToLong(row -> Long.parseLong(row.get("m")) + Long.parseLong(row.get("f")))
                        .sum());
        assertThat(sent)
                .extracting(row -> row.path("assistedAt").stringValue())
                .allMatch(time -> time.compareTo("2024-05-01") > 0 && time.compareTo("2025-03-19") < 0);
    }

    @Test
    void everyRequestWithAPlaceIsAnAssistAtItsOwnTimeOfDay() throws Exception {
        List<Map<String, String>> rows = Samples.rows("boston-311.csv").stream()
                .filter(row ->
                        !row.get("ward").isEmpty() || !row.get("neighborhood").isEmpty())
                .toList();

        Collection<JsonNode> sent = sent("boston-311");

        assertThat(sent).hasSameSizeAs(rows);
        assertThat(by(sent, "outcome").get("unresolved"))
                .isEqualTo(count(rows, row -> row.get("closed_dt").isEmpty()));
        assertThat(sent.stream()
                        .map(row -> OffsetDateTime.parse(row.path("assistedAt").stringValue())
                                .toLocalTime())
                        .toList())
                .isEqualTo(rows.stream()
                        .map(row -> java.time.LocalTime.parse(row.get("open_dt").substring(11)))
                        .toList());
        // A ward is one place, whether it is written "Ward 6", "06" or "6".
        Map<String, String> unitOfCase = sent.stream()
                .collect(Collectors.toMap(
                        row -> row.path("clientReference").stringValue().substring("boston-311/".length()),
                        row -> row.path("unit").stringValue()));
        Map<String, List<String>> unitsOfWard = rows.stream()
                .filter(row -> !row.get("ward").isEmpty())
                .collect(Collectors.groupingBy(
                        row -> row.get("ward").replaceAll("Ward |^0", ""),
                        Collectors.mapping(row -> unitOfCase.get(row.get("case_enquiry_id")), Collectors.toList())));
        assertThat(unitsOfWard.values())
                .allMatch(units -> units.stream().distinct().count() == 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"carpentries-workshops", "carpentries-instructors", "italy-vaccination", "boston-311"})
    void theOracleInPythonFindsTheSameCells(String name) throws Exception {
        Map<String, long[]> cells = new TreeMap<>();
        for (JsonNode row : sent(name)) {
            boolean isClass = row.has("topic");
            boolean isAssist = row.has("service");
            String time = row.path(isClass ? "startedAt" : isAssist ? "assistedAt" : "registeredAt")
                    .stringValue();
            long sum = isClass
                    ? row.at("/learners/total").longValue()
                    : row.path("citizens").asLong(1);
            long[] cell = cells.computeIfAbsent(
                    String.join(
                            "\t",
                            isClass ? "class" : isAssist ? "assist" : "volunteer",
                            row.path("unit").stringValue(),
                            time.substring(0, 10),
                            row.path(isClass ? "topic" : "service").asString("-")),
                    key -> new long[2]);
            cell[0]++;
            cell[1] += sum;
        }

        assertThat(cells.entrySet().stream()
                        .map(cell -> cell.getKey() + "\t" + cell.getValue()[0] + "\t" + cell.getValue()[1])
                        .toList())
                .isEqualTo(oracle(name));
    }

    private static List<String> oracle(String name) throws InterruptedException {
        try {
            Process python = new ProcessBuilder(
                            "python3",
                            Samples.directory().resolve("expected.py").toString(),
                            Samples.file(name + ".csv").toString())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            List<String> lines = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .toList();
            assertThat(python.waitFor()).isZero();
            return lines;
        } catch (IOException e) {
            Assumptions.abort("there is no python3 here");
            return List.of();
        }
    }
}
