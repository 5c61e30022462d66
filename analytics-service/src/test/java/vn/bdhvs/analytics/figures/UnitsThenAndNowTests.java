package vn.bdhvs.analytics.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoCollection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.io.ClassPathResource;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import vn.bdhvs.analytics.Api;
import vn.bdhvs.analytics.LiveStream;
import vn.bdhvs.local.TestPlatform;

/**
 * After the reorganisation of 1 July 2025, over documents that the test wrote itself. The table of successions is the one
 * that is shipped, but for one decision of the operator: what 25768 did, which was divided, is shown under 25771.
 */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "campaign.clock.start=2025-07-20T01:00:00Z",
            "spring.cloud.function.definition=liveFigures"
        })
class UnitsThenAndNowTests {

    private static final String OLD = "2024-05-01";
    private static final String NEW = "2025-07-01";
    private static final String JUNE = "2025-06-20";
    private static final String JULY = "2025-07-02";

    @TempDir
    private static Path directory;

    @LocalServerPort
    private int port;

    @Autowired
    private MongoTemplate mongo;

    @DynamicPropertySource
    static void platform(DynamicPropertyRegistry registry) {
        TestPlatform.properties("units").forEach((name, value) -> registry.add(name, () -> value));
        registry.add("campaign.successions", () -> "file:" + decided());
    }

    private static Path decided() {
        try {
            String shipped = new ClassPathResource("vn/bdhvs/unit/binh-duong-successions.csv")
                    .getContentAsString(StandardCharsets.UTF_8);
            String undecided = "Phường Chánh Hiệp,2025-07-01,part,,";
            String row = "25768,Phường Hiệp An,25771," + undecided;
            assertThat(shipped).contains(row);
            return Files.writeString(
                    directory.resolve("successions.csv"), shipped.replace(row, row.replace("part,,", "part,all,")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeEach
    void someFigures() {
        MongoCollection<Document> figures = mongo.getCollection("figures");
        figures.drop();
        figures.insertOne(figures("25741", OLD, JUNE, 1)); // divided
        figures.insertOne(figures("25744", OLD, JUNE, 2)); // went over whole to the new 25750
        figures.insertOne(figures("25750", OLD, JUNE, 4)); // went over whole to the new 25750
        figures.insertOne(figures("25750", NEW, JULY, 8));
        figures.insertOne(figures("718", OLD, JUNE, 16)); // ended
        figures.insertOne(figures("74", OLD, JUNE, 32)); // went over whole to 79
        figures.insertOne(figures("79", NEW, JULY, 64));
        figures.insertOne(figures("25768", OLD, JUNE, 128)); // divided, and the operator has decided
        figures.insertOne(figures("25768", NEW, JULY, 256));
    }

    private static Document figures(String unit, String validFrom, String day, int citizens) {
        return Document.parse("""
                {_id: "1/binh-dan-hoc-vu-so-2025/%1$s@%2$s/%3$s", generation: 1, campaign: "binh-dan-hoc-vu-so-2025",
                 unit: "%1$s", validFrom: "%2$s", day: "%3$s", v: 1,
                 heard: {first: {$date: "%3$sT05:00:00Z"}, last: {$date: "%3$sT06:00:00Z"}},
                 done: {assists: {"ky-su-tre": {"binh-duong-so": {completed: {n: 1, citizens: %4$d}}}}}}
                """.formatted(unit, validFrom, day, citizens));
    }

    /** Rows that are not zero, by the unit's code and first day. */
    private Map<String, Integer> rows(String query) {
        Map<String, Integer> rows = new TreeMap<>();
        Api.as("leader", port)
                .json(Api.CAMPAIGN + "/figures" + query)
                .path("rows")
                .forEach(row -> {
                    if (row.path("citizens").asInt() != 0) {
                        String divided = row.path("notDivided").asBoolean() ? " not divided" : "";
                        rows.put(
                                row.path("unit").asString() + "@"
                                        + row.path("validFrom").asString().substring(0, 4) + divided,
                                row.path("citizens").asInt());
                    }
                });
        return rows;
    }

    @Test
    void showsUnitsAsTheyStoodWithEachBearerOfACodeInARowOfItsOwn() {
        Map<String, Integer> asTheyStood = Map.of(
                "25741@2024", 1,
                "25744@2024", 2,
                "25750@2024", 4,
                "25750@2025", 8,
                "718@2024", 16,
                "74@2024", 32,
                "79@2025", 64,
                "25768@2024", 128,
                "25768@2025", 256);
        assertThat(rows("?level=commune")).isEqualTo(asTheyStood);
        assertThat(rows("?level=commune&units=then")).isEqualTo(asTheyStood);
        assertThat(rows("?level=district"))
                .isEqualTo(Map.of("718@2024", 151, "74@2024", 32, "25750@2025", 8, "79@2025", 64, "25768@2025", 256));
        assertThat(rows("?level=province")).isEqualTo(Map.of("74@2024", 183, "79@2025", 328));
    }

    @Test
    void showsUnitsAsTheyStandWithWhatWasDividedAsItWasUnlessTheTableDecides() {
        assertThat(rows("?level=commune&units=now"))
                .isEqualTo(Map.of(
                        "25741@2024 not divided", 1,
                        "25750@2025", 14,
                        "718@2024 not divided", 16,
                        "79@2025", 96,
                        "25771@2025", 128,
                        "25768@2025", 256));
        assertThat(rows("?level=province&units=now")).isEqualTo(Map.of("79@2025", 511));
    }

    @ParameterizedTest
    @CsvSource({
        "units=now&level=commune, 39", // 36, and three above or ended that did something
        "level=district&to=2025-06-30, 10", // nine, and the province
        "level=commune&to=2025-06-30, 93", // 91, a district and the province
        "level=commune&from=2025-07-01, 37", // 36, and the province of today
        "level=commune&from=2025-06-30&to=2025-07-01, 127"
    })
    void givesARowToEveryUnitOfTheDaysThatAreAskedAbout(String query, int rows) {
        assertThat(Api.as("leader", port)
                        .json(Api.CAMPAIGN + "/figures?" + query)
                        .path("rows"))
                .hasSize(rows);
    }

    @ParameterizedTest
    @CsvSource({
        "unit=25750,                    25750@2024=4 25750@2025=8",
        "unit=25750&units=now,          25750@2025=14",
        "unit=25750@2024-05-01,         25750@2024=4",
        "unit=25750@2025-07-01,         25750@2025=8",
        "unit=25741&units=now,          25741@2024 not divided=1",
        "unit=25768&units=now,          25768@2025=256",
        "unit=25771&units=now,          25771@2025=128",
        "unit=718,                      25741@2024=1 25744@2024=2 25750@2024=4 25768@2024=128 718@2024=16",
        "unit=718&units=now,            718@2024 not divided=16",
        "unit=74&from=2025-07-01,       25750@2025=8 25768@2025=256 79@2025=64",
        "unit=79&to=2025-06-30,         25741@2024=1 25744@2024=2 25750@2024=4 25768@2024=128 718@2024=16 74@2024=32"
    })
    void takesACodeForAllWhoBoreItOrForTodaysAlone(String query, String rows) {
        Map<String, Integer> found = rows("?level=commune&" + query);
        assertThat(String.join(
                        " ",
                        found.entrySet().stream()
                                .map(row -> row.getKey() + "=" + row.getValue())
                                .toList()))
                .isEqualTo(rows);
    }

    @ParameterizedTest
    @CsvSource({
        "unit=25744&units=now,            404, 25750",
        "unit=25750@2024-05-01&units=now, 404, units=then",
        "unit=25750@2020-01-01,           404, there never was",
        "unit=25750@tomorrow,             400, 25750@2025-07-01",
        "units=later,                     400, 'then, now'"
    })
    void saysWhyThereIsNoSuchAreaAndWhatToAskInstead(String query, int status, String says) {
        var answer = Api.as("leader", port).get(Api.CAMPAIGN + "/figures?" + query);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains(says);
    }

    @Test
    void showsWhoReportedByUnitsOfThatDayOrOfToday() {
        String june = Api.CAMPAIGN + "/reporting?day=" + JUNE;
        JsonNode then = Api.as("leader", port).json(june);
        assertThat(then.path("units").asInt()).isEqualTo(91);
        assertThat(then.path("reported").asInt()).isEqualTo(4);
        JsonNode now = Api.as("leader", port).json(june + "&units=now");
        // Of the 16 that were divided, one is shown under what the operator decided. Of the 36 of today, one has taken
        // over
        // nothing but a part of a divided one.
        assertThat(now.path("units").asInt()).isEqualTo(35 + 15);
        assertThat(now.path("reported").asInt()).isEqualTo(3);
        assertThat(Api.row(now.path("rows"), "25741").path("notDivided").asBoolean())
                .isTrue();
        JsonNode july = Api.as("leader", port).json(Api.CAMPAIGN + "/reporting?day=" + JULY);
        assertThat(july.path("units").asInt()).isEqualTo(36);
        assertThat(july.path("reported").asInt()).isEqualTo(2);
    }

    @Test
    void followsEitherWayOfSeeingUnitsLive() {
        for (String units : new String[] {"then", "now"}) {
            try (LiveStream viewer = new LiveStream(port, "79&units=" + units)) {
                await().atMost(Duration.ofSeconds(20)).until(() -> viewer.shown("79", "citizens") == 511);
                Map<String, JsonNode> rows = viewer.rows();
                assertThat(rows.values().stream()
                                .mapToInt(row -> row.path("citizens").asInt())
                                .sum())
                        .isEqualTo(511);
                boolean now = units.equals("now");
                assertThat(rows).containsKeys("718@2024-05-01", "25750@2025-07-01", "25768@2025-07-01");
                JsonNode district = rows.get("718@2024-05-01");
                assertThat(district.path("citizens").asInt()).isEqualTo(now ? 16 : 151);
                assertThat(district.path("notDivided").asBoolean()).isEqualTo(now);
                assertThat(rows.get("25750@2025-07-01").path("citizens").asInt())
                        .isEqualTo(now ? 14 : 8);
            }
        }
    }

    @Test
    void describesTheUnitsOfTodayAndThoseThatHaveEnded() {
        JsonNode campaign = Api.as("leader", port).json(Api.CAMPAIGN);
        assertThat(campaign.path("units")).hasSize(37);
        assertThat(campaign.path("formerUnits")).hasSize(101);
    }

    @ParameterizedTest
    @CsvSource({
        "officer-724, unit=25942@2024-05-01, 200",
        "officer-724, unit=25942, 403",
        "officer-724, unit=25942&units=now, 403",
        "officer-724, unit=724, 200",
        "province-74, unit=74, 403",
        "province-79, '', 403",
        "province-79, unit=25750@2025-07-01, 200",
        "province-79, unit=25750@2024-05-01, 403",
        "province-79, unit=25750, 403",
        "district-718, unit=25942@2024-05-01, 403",
        "leader, unit=25942&units=now, 200"
    })
    void listsActivitiesOfTheTokensUnitsOfThatTime(String who, String query, int status) {
        assertThat(Api.as(who, port)
                        .get(Api.CAMPAIGN + "/figures/citizens/activities?" + query)
                        .statusCode())
                .isEqualTo(status);
    }
}
