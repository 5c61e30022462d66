package vn.bdhvs.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Who may call what of a command service, of which unit: every endpoint that there is, by every role, for the own district and
 * another's. An endpoint that this does not know fails.
 *
 * @param base address of the service
 * @param endpoints all that it has, as {@code GET /api/v1/assists/{id}}
 * @param token of a caller
 * @param kinds of reports that it takes
 * @param others endpoints that it has beside, which have tests of their own
 */
public record CommandMatrix(
        String base, Set<String> endpoints, Function<Caller, String> token, List<Kind> kinds, Set<String> others) {

    /** One that has its kinds of reports only. */
    public CommandMatrix(String base, Set<String> endpoints, Function<Caller, String> token, List<Kind> kinds) {
        this(base, endpoints, token, kinds, Set.of());
    }

    private static final AtomicInteger NUMBER = new AtomicInteger();

    /**
     * A kind of report.
     *
     * @param path of its resource
     * @param json of a report; {@code $UNIT}, {@code $DAY} and {@code $PHONE} stand for what changes
     * @param leaders whether leaders may read it
     */
    public record Kind(String path, String json, boolean leaders) {

        private String report(District district) {
            int number = NUMBER.getAndIncrement();
            int day = 1 + number % 25;
            return json.replace("$UNIT", district.unit)
                    .replace("$PHONE", "01%08d".formatted(number))
                    .replace("$DAY", "2025-03-%02d".formatted(day))
                    .replace("\n", " ");
        }
    }

    /** Whose token it is. */
    public enum Caller {
        NOBODY(List.of(), List.of()),
        NO_ROLE(List.of(), List.of("724")),
        EMITTER(List.of("emitter"), List.of("724")),
        OTHER_EMITTER(List.of("emitter"), List.of("725")),
        OFFICER(List.of("officer"), List.of("724")),
        LEADER(List.of("leader"), List.of("74")),
        OPERATOR(List.of("operator"), List.of("74")),
        DISPLAY(List.of("display"), List.of("74"));

        private final List<String> roles;
        private final List<String> units;

        Caller(List<String> roles, List<String> units) {
            this.roles = roles;
            this.units = units;
        }

        public List<String> roles() {
            return roles;
        }

        public List<String> units() {
            return units;
        }
    }

    private enum District {
        OWN("25942"),
        OTHER("25963");

        private final String unit;

        District(String unit) {
            this.unit = unit;
        }

        private boolean isOf(Caller caller) {
            return caller == Caller.OTHER_EMITTER ? this == OTHER : this == OWN;
        }
    }

    private enum Action {
        REPORT("POST ", ""),
        BATCH("POST ", "/batch"),
        LIST("GET ", ""),
        SHOW("GET ", "/{id}"),
        HISTORY("GET ", "/{id}/history"),
        CORRECT("PUT ", "/{id}"),
        RETRACT("POST ", "/{id}/retraction");

        private final String method;
        private final String below;

        Action(String method, String below) {
            this.method = method;
            this.below = below;
        }

        private int expected(Caller caller, District district, Kind kind) {
            if (caller == Caller.NOBODY) {
                return 401;
            }
            boolean own = district.isOf(caller);
            boolean emits = caller == Caller.EMITTER || caller == Caller.OTHER_EMITTER;
            boolean corrects = emits || caller == Caller.OFFICER;
            boolean leads = caller == Caller.LEADER && kind.leaders;
            return switch (this) {
                case REPORT -> emits ? own ? 201 : 403 : 403;
                case BATCH -> emits ? 200 : 403;
                case LIST -> corrects || leads ? 200 : 403;
                case SHOW, HISTORY -> leads ? 200 : corrects ? own ? 200 : 404 : 403;
                case CORRECT, RETRACT -> corrects ? own ? 200 : 404 : 403;
            };
        }
    }

    /** What each kind has, and what every service has beside. */
    public Set<String> known() {
        Set<String> known = new TreeSet<>(others);
        known.addAll(Set.of(
                "GET /schemas/{name:[a-z0-9.-]+\\.json}",
                "GET /v3/api-docs",
                "GET /v3/api-docs.yaml",
                "GET /v3/api-docs/swagger-config",
                "GET /swagger-ui.html",
                "ANY /error"));
        kinds.forEach(kind ->
                Arrays.stream(Action.values()).forEach(action -> known.add(action.method + kind.path + action.below)));
        return known;
    }

    /** Every cell of every kind. */
    public Stream<DynamicTest> cells() {
        Stream<DynamicTest> unknown =
                Stream.of(dynamicTest("knows every endpoint that there is", () -> assertThat(endpoints)
                        .isEqualTo(known())));
        return Stream.concat(unknown, kinds.stream().flatMap(this::cells));
    }

    private Stream<DynamicTest> cells(Kind kind) {
        Map<District, String> seen = new TreeMap<>();
        return Arrays.stream(Action.values())
                .flatMap(action -> Arrays.stream(Caller.values()).flatMap(caller -> Arrays.stream(District.values())
                        .map(district -> dynamicTest(
                                "%s %s by %s of %s".formatted(action, kind.path, caller, district),
                                () -> check(kind, action, caller, district, seen)))));
    }

    private void check(Kind kind, Action action, Caller caller, District district, Map<District, String> seen) {
        Api api = new Api(base, caller == Caller.NOBODY ? "" : token.apply(caller));
        Api.Answer answer =
                switch (action) {
                    case REPORT -> api.post(kind.path, kind.report(district), "Idempotency-Key", unique());
                    case BATCH ->
                        api.post(
                                kind.path + "/batch",
                                kind.report(district).getBytes(StandardCharsets.UTF_8),
                                "Content-Type",
                                "application/x-ndjson",
                                "Idempotency-Key",
                                unique());
                    case LIST -> {
                        seen.computeIfAbsent(district, some -> seed(kind, some));
                        yield api.get(kind.path + "?unit=" + district.unit);
                    }
                    case SHOW -> api.get(seen.computeIfAbsent(district, some -> seed(kind, some)));
                    case HISTORY -> api.get(seen.computeIfAbsent(district, some -> seed(kind, some)) + "/history");
                    case CORRECT -> {
                        String report = kind.report(district);
                        yield api.put(reported(kind, district, report), report, "If-Match", "*");
                    }
                    case RETRACT ->
                        api.post(
                                reported(kind, district, kind.report(district)) + "/retraction",
                                "{\"reason\": \"nhập nhầm\"}");
                };
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(action.expected(caller, district, kind));
        if (answer.status() == 200 && action == Action.BATCH) {
            assertThat(answer.json()
                            .path(district.isOf(caller) ? "accepted" : "rejected")
                            .asInt())
                    .as(answer.response().body())
                    .isEqualTo(1);
        }
        if (answer.status() == 200 && action == Action.LIST) {
            boolean sees = caller == Caller.LEADER || district.isOf(caller);
            assertThat(answer.json().path("items").isEmpty()).isEqualTo(!sees);
        }
    }

    private String seed(Kind kind, District district) {
        return reported(kind, district, kind.report(district));
    }

    /** Path of a report that its own district made. */
    private String reported(Kind kind, District district, String report) {
        Caller emitter = district == District.OWN ? Caller.EMITTER : Caller.OTHER_EMITTER;
        Api.Answer made = new Api(base, token.apply(emitter)).post(kind.path, report, "Idempotency-Key", unique());
        String path = made.header("Location") + made.header("Content-Location");
        assertThat(path).as(made.response().body()).startsWith(kind.path);
        return path;
    }

    private static String unique() {
        return "matrix-" + NUMBER.getAndIncrement();
    }
}
