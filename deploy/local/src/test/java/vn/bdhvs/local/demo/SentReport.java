package vn.bdhvs.local.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A report as a service sees it, judged by the rules of the campaign as they are written, not as the services check them. */
record SentReport(Kind kind, String client, JsonNode json, Instant sent) {

    private static final Path CONTRACT = Path.of("../../common-events/src/main/resources/vn/bdhvs");
    private static final ZoneOffset VIETNAM = ZoneOffset.ofHours(7);
    private static final JsonMapper JSON = new JsonMapper();

    private static final Map<String, Set<String>> CODES = codes();

    /** Each unit's district, or the unit above it. */
    static final Map<String, String> PARENTS = parents();

    static final Set<String> COMMUNES = PARENTS.entrySet().stream()
            .filter(unit -> unit.getValue().length() == 3)
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());

    static Stream<SentReport> of(Delivery delivery, Instant sent) {
        return delivery.body()
                .lines()
                .map(line -> new SentReport(delivery.kind(), delivery.client(), JSON.readTree(line), sent));
    }

    /** The codes of the campaign file: its teams, topics or services. */
    static Set<String> codes(String list) {
        return CODES.getOrDefault(list, Set.of());
    }

    private static Map<String, Set<String>> codes() {
        Map<String, Object> campaign = new Yaml().load(contract("campaign/binh-dan-hoc-vu-so-2025.yaml"));
        return Stream.of("teams", "topics", "services").collect(Collectors.toMap(list -> list, list -> ((List<?>)
                        campaign.get(list))
                .stream().map(term -> (String) ((Map<?, ?>) term).get("code")).collect(Collectors.toSet())));
    }

    private static Map<String, String> parents() {
        Map<String, String> parents = new HashMap<>();
        contract("unit/binh-duong-units.csv")
                .lines()
                .skip(1)
                .map(line -> line.split(",", -1))
                .filter(unit -> !unit[5].isEmpty()) // the demo knows the units of before July only
                .forEach(unit -> parents.put(unit[0], unit[3]));
        return parents;
    }

    private static String contract(String file) {
        try {
            return Files.readString(CONTRACT.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String text(String field) {
        return json.path(field).asString("");
    }

    String unit() {
        return text("unit");
    }

    Instant doneAt() {
        String field =
                switch (kind) {
                    case ASSISTS -> "assistedAt";
                    case CLASSES -> "startedAt";
                    case VOLUNTEERS -> "registeredAt";
                    case NIL_REPORTS -> "day";
                };
        return kind == Kind.NIL_REPORTS
                ? LocalDate.parse(text(field)).atStartOfDay().toInstant(VIETNAM)
                : OffsetDateTime.parse(text(field)).toInstant();
    }

    LocalDate day() {
        return doneAt().atOffset(VIETNAM).toLocalDate();
    }

    LocalDate daySent() {
        return sent.atOffset(VIETNAM).toLocalDate();
    }

    /** What is wrong with it; nothing, if all is well. */
    List<String> faults() {
        List<String> faults = new ArrayList<>();
        expect(text("campaign").equals("binh-dan-hoc-vu-so-2025"), "campaign", faults);
        expect(PARENTS.containsKey(unit()), "unit", faults);
        expect(client.equals(clientOf(unit())), "sent by another client than its own", faults);
        Instant over =
                doneAt().plus(Duration.ofMinutes(json.path("durationMinutes").asInt(0)));
        expect(!over.isAfter(sent), "in the future", faults);
        expect(!day().isBefore(LocalDate.of(2025, 3, 1)), "before the campaign", faults);
        expect(kind == Kind.NIL_REPORTS || codes("teams").contains(text("team")), "team", faults);
        expect(kind == Kind.NIL_REPORTS || text("clientReference").startsWith("demo-"), "clientReference", faults);
        switch (kind) {
            case ASSISTS -> assist(faults);
            case CLASSES -> held(faults);
            case VOLUNTEERS -> volunteer(faults);
            case NIL_REPORTS -> expect(COMMUNES.contains(unit()), "unit", faults);
        }
        return faults;
    }

    private static String clientOf(String unit) {
        if (unit.equals("74")) {
            return "province-74";
        }
        return "district-" + (unit.length() == 3 ? unit : PARENTS.get(unit));
    }

    private void assist(List<String> faults) {
        expect(codes("services").contains(text("service")), "service", faults);
        expect(Set.of("home", "one-stop", "mobile", "online").contains(text("channel")), "channel", faults);
        expect(Set.of("completed", "referred", "unresolved").contains(text("outcome")), "outcome", faults);
        expect(number("citizens") >= 1 && number("citizens") <= 500, "citizens", faults);
    }

    private void held(List<String> faults) {
        JsonNode learners = json.path("learners");
        int total = learners.path("total").asInt(0);
        expect(codes("topics").contains(text("topic")), "topic", faults);
        expect(Set.of("in-person", "online").contains(text("mode")), "mode", faults);
        expect(number("durationMinutes") >= 30 && number("durationMinutes") <= 90, "durationMinutes", faults);
        expect(number("instructors") >= 1, "instructors", faults);
        expect(total >= 1 && total <= 1000, "learners.total", faults);
        for (String group : List.of("members", "female", "over60")) {
            int count = learners.path(group).asInt(0);
            expect(count >= 0 && count <= total, "learners." + group, faults);
        }
    }

    private void volunteer(List<String> faults) {
        expect(text("fullName").matches("Tình nguyện viên mẫu \\d{6}"), "fullName", faults);
        expect(text("phone").matches("01\\d{8}"), "phone", faults);
        expect(number("birthYear") >= 1988 && number("birthYear") <= 2009, "birthYear", faults);
        expect(Set.of("female", "male", "other").contains(text("gender")), "gender", faults);
        expect(json.path("consent").path("textVersion").asString("").equals("demo"), "consent.textVersion", faults);
        OffsetDateTime given =
                OffsetDateTime.parse(json.path("consent").path("givenAt").asString(""));
        expect(!given.toInstant().isAfter(sent), "consent.givenAt", faults);
    }

    private int number(String field) {
        return json.path(field).asInt(0);
    }

    private static void expect(boolean met, String field, List<String> faults) {
        if (!met) {
            faults.add(field);
        }
    }
}
