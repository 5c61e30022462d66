package vn.bdhvs.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What becomes of people's data in all of the system: nobody finds them where they should not be, and keys can be changed.
 * It comes after all other tests, so that what they have left on the site is searched as well.
 */
@Tag("faults")
@Order(Integer.MAX_VALUE)
@ExtendWith(SharedSite.class)
class VolunteersTests {

    private static final Duration SOON = Duration.ofSeconds(120);
    private static final String DISTRICT = "district-724";
    private static final String OLD = "dGhlIHNlY3JldCBvZiB0aGUgdGVzdHMsIDMyIGJ5dGU=";
    private static final String NEW = Base64.getEncoder().encodeToString("another secret of 32 bytes, new!".getBytes());

    /** How many phones there were before those of this test. */
    private static int used = 50_000_000;

    private final Site site;
    private final Caller district;
    private final int first;

    VolunteersTests(Site site) {
        this.site = site;
        this.district = site.caller(DISTRICT);
        used += 100_000;
        this.first = used;
    }

    @BeforeEach
    void startRegistration() {
        site.registration().restart();
    }

    @AfterEach
    void stopRegistration() {
        if (site.registration().isAlive()) {
            site.registration().stop();
        }
    }

    private String phone(int number) {
        return "09" + (first + number);
    }

    private static String name(int number) {
        return "Tôn Nữ Vô Danh Thứ " + (7_000_000 + number);
    }

    private String volunteer(int number, String reference) {
        return """
                {"campaign":"%s","unit":"25942","team":"binh-dan-hoc-vu-so","fullName":"%s","phone":"%s","birthYear":1931,\
                "gender":"other","registeredAt":"2025-03-25T09:00:00+07:00","clientReference":"%s",\
                "consent":{"purpose":"volunteering","textVersion":"2025-03","givenAt":"2025-03-25T09:00:00+07:00"}}""".formatted(Facts.CAMPAIGN, name(number), phone(number), reference);
    }

    private String volunteers() {
        return site.registration().url() + "/api/v1/volunteers";
    }

    private HttpResponse<String> register(int number, String reference) {
        return district.post(volunteers(), volunteer(number, reference));
    }

    private static String id(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return new JsonMapper().readTree(answer.body()).path("id").asString();
    }

    /** Names and telephones, and the parts that would tell them. */
    private List<String> secrets(int people) {
        return IntStream.range(0, people)
                .boxed()
                .flatMap(number -> Stream.of(
                        name(number).substring("Tôn Nữ ".length()),
                        phone(number).substring(1),
                        "TNV " + name(number)))
                .toList();
    }

    /** Seen red with an erasure that left the history as it was. */
    @Test
    void keepsPeopleSealedInOneCollectionAndNothingOfWhoeverWasErasedThoughEveryFigureStays() {
        try (TraceCollector traces = new TraceCollector()) {
            for (Service service : List.of(site.registration(), site.session(), site.analytics())) {
                service.stop();
                service.restart(traces.arguments());
            }
            Everything everything = new Everything(site, traces);
            int people = 20;
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < people; i++) {
                ids.add(id(register(i, "TNV " + name(i))));
            }
            doEverythingWith(ids);
            site.evidence().awaitRest(SOON);
            site.evidence().require();
            awaitTraced(traces, "retraction");
            assertThat(sealedIn(everything)).containsExactly("collection registration.volunteers");
            requireNothingIsFound(everything, secrets(people));

            long before = site.caller("operations").figure(site.analytics(), "volunteers");
            Map<String, Object> figures = site.evidence().store().canonicalFigures();
            for (String id : List.of(ids.get(0), ids.get(people - 1))) {
                HttpResponse<String> answer = site.caller("province-74")
                        .post(volunteers() + "/" + id + "/erasure", "{\"requestedAt\":\"2025-03-25T10:00:00+07:00\"}");
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                requireNothingIsHeldOf(everything, id);
                assertThat(whoDid(id)).contains("province-74 POST");
            }
            site.evidence().awaitRest(SOON);
            awaitTraced(traces, "erasure");
            requireNothingIsFound(everything, secrets(people));
            assertThat(site.caller("operations").figure(site.analytics(), "volunteers"))
                    .isEqualTo(before);
            rebuild();
            assertThat(site.evidence().store().canonicalFigures()).isEqualTo(figures);
            site.evidence().require();
        }
    }

    /** What a district may do with somebody, and do wrong: with the first corrected, the last taken back. */
    private void doEverythingWith(List<String> ids) {
        String path = volunteers() + "/" + ids.get(0);
        assertThat(register(0, "another " + phone(0)).statusCode()).isEqualTo(409);
        assertThat(register(0, "TNV " + name(0)).statusCode()).isEqualTo(200);
        district.post(volunteers(), volunteer(0, "x").replace("\"other\"", "\"" + name(0) + "\""));
        assertThat(district.put(path, volunteer(0, "TNV " + name(0)).replace(":1931", ":1932"), "If-Match", "\"1\"")
                        .statusCode())
                .isEqualTo(200);
        district.get(volunteers() + "?clientReference=TNV%20" + phone(0));
        district.get(path + "/personal-data");
        district.post(
                volunteers() + "/" + ids.get(ids.size() - 1) + "/retraction",
                "{\"reason\":\"%s gọi từ %s\"}".formatted(name(2), phone(2)));
    }

    /** Until the spans are there of what was done last with a volunteer, and of the other services. */
    private static void awaitTraced(TraceCollector traces, String last) {
        await("traces").atMost(SOON).untilAsserted(() -> assertThat(traces.spans())
                .extracting(span -> span.service() + " " + span.name())
                .contains(
                        "registration-service http post /api/v1/volunteers/{id}/" + last,
                        "registration-service send volunteer-registered",
                        "analytics-service process volunteer-registered"));
    }

    private static void requireNothingIsFound(Everything everything, List<String> secrets) {
        List<String> found = new ArrayList<>();
        everything.read((place, text) ->
                secrets.stream().filter(text::contains).forEach(secret -> found.add(secret + " in " + place)));
        assertThat(found).isEmpty();
    }

    private static Set<String> sealedIn(Everything everything) {
        Set<String> places = new TreeSet<>();
        everything.read((place, text) -> {
            if (place.startsWith("collection") && text.contains("\"sealed:")) {
                places.add(place);
            }
        });
        return places;
    }

    private void requireNothingIsHeldOf(Everything everything, String id) {
        everything.read((place, text) -> {
            if (place.equals("collection registration.volunteers") && text.contains(id)) {
                assertThat(text).doesNotContain("sealed:", "\"identity\"", "\"who\"", "193");
            }
        });
        JsonNode held = district.json(volunteers() + "/" + id + "/personal-data");
        assertThat(held.path("volunteer").has("fullName")).isFalse();
        assertThat(held.path("versions").valueStream()).noneMatch(version -> version.has("reason"));
    }

    private List<String> whoDid(String id) {
        return site.caller("operations")
                .json(site.registration().management() + "/actuator/accesslog?to=/api/v1/volunteers/" + id + "/erasure")
                .path("entries")
                .valueStream()
                .map(entry ->
                        entry.path("who").asString() + " " + entry.path("did").asString())
                .toList();
    }

    private void rebuild() {
        int before = site.evidence().store().liveGeneration();
        assertThat(site.caller("operations")
                        .post(site.analytics().url() + "/api/v1/generations", "{}")
                        .statusCode())
                .isEqualTo(202);
        await().atMost(SOON).until(() -> site.evidence().store().liveGeneration() > before);
    }

    /**
     * By three restarts of each instance, one after the other: the new key second, first, alone. Seen red with a person who
     * was hashed under the first key only.
     */
    @Test
    void changesTheKeyUnderLoadRefusingNobodyAndKnowingEverybodyAgain() {
        for (int i = 0; i < 50; i++) {
            assertThat(register(i, "before-" + phone(i)).statusCode()).isEqualTo(201);
        }
        Service one = site.registration();
        Service other = site.addRegistration();
        try (other;
                CommandLoad load = new CommandLoad(
                        List.of(one.url(), other.url()),
                        DISTRICT,
                        district::token,
                        "during-" + first,
                        true,
                        (number, reference) ->
                                new CommandLoad.Command("volunteers", volunteer(100 + number, reference)))) {
            other.awaitReady();
            load.start(4, 20);
            for (String[] keys : List.of(keys("tests", "new"), keys("new", "tests"))) {
                for (Service instance : List.of(other, one)) {
                    instance.stop();
                    instance.restart(keys);
                    requireEverybodyIsKnown(instance, 5);
                }
            }
            await().atMost(SOON).untilAsserted(() -> assertThat(
                            site.caller("operations").metric(one, "personal_data_resealing_pending"))
                    .hasValue(0.0));
            for (Service instance : List.of(other, one)) {
                instance.stop();
                instance.restart(keys("new"));
                requireEverybodyIsKnown(instance, 50);
            }
            load.stop();

            assertThat(load.count(CommandLoad.Outcome.REFUSED)).isZero();
            assertThat(load.refusals()).allMatch(status -> status == 503);
            assertThat(load.count(CommandLoad.Outcome.OK)).isGreaterThan(300);
            load.outcomes().forEach((reference, outcome) -> {
                if (outcome == CommandLoad.Outcome.OK) {
                    int number = 100 + Integer.parseInt(reference.substring(reference.lastIndexOf('-') + 1));
                    assertThat(register(number, "again-" + phone(number)).statusCode())
                            .as(reference)
                            .isEqualTo(409);
                }
            });
            backToTheOldKey(other, one);
        }
        site.evidence().awaitRest(SOON);
        site.evidence().require();
    }

    private void requireEverybodyIsKnown(Service instance, int people) {
        String address = instance.url() + "/api/v1/volunteers";
        for (int i = 0; i < people; i++) {
            assertThat(district.post(address, volunteer(i, "again-" + phone(i))).statusCode())
                    .isEqualTo(409);
            assertThat(district.post(address, volunteer(i, "before-" + phone(i)))
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    /** The other tests of this site go on with it. */
    private void backToTheOldKey(Service other, Service one) {
        other.stop();
        one.stop();
        one.restart(keys("tests", "new"));
        await().atMost(SOON).untilAsserted(() -> assertThat(
                        site.caller("operations").metric(one, "personal_data_resealing_pending"))
                .hasValue(0.0));
    }

    private static String[] keys(String... ids) {
        return Stream.concat(
                        IntStream.range(0, ids.length)
                                .boxed()
                                .flatMap(i -> Stream.of(
                                        "--personal-data.keys[%d].id=%s".formatted(i, ids[i]),
                                        "--personal-data.keys[%d].secret=%s"
                                                .formatted(i, ids[i].equals("new") ? NEW : OLD))),
                        Stream.of("--personal-data.resealing-period=1s"))
                .toArray(String[]::new);
    }
}
