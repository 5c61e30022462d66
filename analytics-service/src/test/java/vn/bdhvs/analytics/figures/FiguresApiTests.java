package vn.bdhvs.analytics.figures;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCollection;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vn.bdhvs.local.TestPlatform;

/** Queries over documents that the test wrote itself, so that the expected rows can be seen at a glance. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "campaign.clock.start=2025-03-26T01:00:00Z",
            "spring.cloud.function.definition=liveFigures"
        })
class FiguresApiTests {

    private static final String FIGURES = "/api/v1/campaigns/binh-dan-hoc-vu-so-2025/figures";

    @LocalServerPort
    private int port;

    @Autowired
    private MongoTemplate mongo;

    @DynamicPropertySource
    static void platform(DynamicPropertyRegistry registry) {
        TestPlatform.properties("figures").forEach((name, value) -> registry.add(name, () -> value));
    }

    @BeforeEach
    void someFigures() {
        MongoCollection<Document> figures = mongo.getCollection("figures");
        figures.drop();
        figures.insertOne(figures("25942", "2025-03-20", "tri-thuc-tre", "chu-ky-so-ca-nhan", 2, 5));
        figures.insertOne(figures("25942", "2025-03-21", "tri-thuc-tre", "binh-duong-so", 1, 1));
        figures.insertOne(figures("25945", "2025-03-21", "ky-su-tre", "binh-duong-so", 1, 4));
        figures.insertOne(figures("724", "2025-03-21", "ky-su-tre", "binh-duong-so", 1, 10));
        figures.insertOne(figures("25963", "2025-03-21", "ky-su-tre", "binh-duong-so", 1, 100));
    }

    private static Document figures(String unit, String day, String team, String service, int n, int citizens) {
        return Document.parse("""
                {_id: "1/binh-dan-hoc-vu-so-2025/%1$s@2024-05-01/%2$s", generation: 1,
                 campaign: "binh-dan-hoc-vu-so-2025", unit: "%1$s", validFrom: "2024-05-01", day: "%2$s", v: 1, done: {assists: {"%3$s": {"%4$s": {completed: {n: %5$d, citizens: %6$d}}}}}}
                """.formatted(unit, day, team, service, n, citizens));
    }

    @Test
    void givesOneRowADistrictAndTheSumOfAllIsTheTotal() throws Exception {
        JsonNode districts = rows("?level=district");
        assertThat(districts.size()).isEqualTo(9);
        assertThat(row(districts, "724").path("citizens").asInt()).isEqualTo(20);
        assertThat(row(districts, "725").path("citizens").asInt()).isEqualTo(100);
        assertThat(sum(districts)).isEqualTo(120);
        assertThat(sum(rows("?level=province"))).isEqualTo(120);
    }

    @Test
    void givesADistrictsOwnActivityARowAmongItsCommunes() throws Exception {
        JsonNode communes = rows("?level=commune&unit=724");
        assertThat(row(communes, "724").path("citizens").asInt()).isEqualTo(10);
        assertThat(row(communes, "25942").path("citizens").asInt()).isEqualTo(6);
        assertThat(sum(communes)).isEqualTo(20);
    }

    @Test
    void breaksDownByDayAndServiceWithinTheAskedDays() throws Exception {
        JsonNode rows = rows("?level=province&by=day,service&from=2025-03-21&to=2025-03-21");
        assertThat(rows.size()).isEqualTo(1);
        assertThat(rows.get(0).path("day").asString()).isEqualTo("2025-03-21");
        assertThat(rows.get(0).path("service").asString()).isEqualTo("binh-duong-so");
        assertThat(rows.get(0).path("citizens").asInt()).isEqualTo(115);
        assertThat(rows.get(0).has("volunteers")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "?by=topic;service, 400, by",
        "?by=colour, 400, by",
        "?level=hamlet, 400, level",
        "?clock=wall, 400, clock",
        "?unit=00000, 404, unit",
        "?from=yesterday, 400, from"
    })
    void namesTheParameterThatIsWrong(String query, int status, String field) throws Exception {
        HttpResponse<String> answer = get(FIGURES + query.replace(';', ','));
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
        assertThat(answer.body()).contains(field);
    }

    @Test
    void describesTheCampaignWithItsUnitsAndItsClock() throws Exception {
        JsonNode campaign = new JsonMapper()
                .readTree(get("/api/v1/campaigns/binh-dan-hoc-vu-so-2025").body());
        assertThat(campaign.path("units").size()).isEqualTo(101);
        assertThat(campaign.path("units")
                        .valueStream()
                        .filter(unit -> unit.has("residents"))
                        .map(unit -> unit.path("code").asString()
                                + (unit.at("/residents/derived").asBoolean() ? " derived" : "")))
                .containsExactlyInAnyOrder(
                        "718", "719 derived", "720", "721 derived", "722", "723 derived", "724", "725", "726 derived");
        assertThat(campaign.path("clock").path("demo").asBoolean()).isTrue();
        assertThat(campaign.path("targets").size()).isEqualTo(2);
    }

    @Test
    void saysThatThereIsNoMapWhereTheOperatorHasGivenNone() throws Exception {
        assertThat(get("/api/v1/campaigns/binh-dan-hoc-vu-so-2025").body()).doesNotContain("\"map\"");
        HttpResponse<String> answer = get("/api/v1/campaigns/binh-dan-hoc-vu-so-2025/map");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
        assertThat(answer.body()).contains("map.geojson");
    }

    @Test
    void servesThePageUnderAStrictPolicy() throws Exception {
        HttpResponse<String> page = get("/");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("content-security-policy"))
                .get()
                .asString()
                .contains("default-src 'self'");
        assertThat(get("/img/mark.svg").statusCode()).isEqualTo(200);
    }

    @Test
    void takesNothingElseWithoutAToken() throws Exception {
        HttpResponse<String> answer = get("/api/v1/operations", "none");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
    }

    private JsonNode rows(String query) throws IOException, InterruptedException {
        return new JsonMapper().readTree(get(FIGURES + query).body()).path("rows");
    }

    private static JsonNode row(JsonNode rows, String unit) {
        return rows.valueStream()
                .filter(row -> row.path("unit").asString().equals(unit))
                .findFirst()
                .orElseThrow();
    }

    private static long sum(JsonNode rows) {
        return rows.valueStream()
                .mapToLong(row -> row.path("citizens").asLong())
                .sum();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return get(path, TestPlatform.token("leader"));
    }

    private HttpResponse<String> get(String path, String token) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .header("Authorization", "Bearer " + token)
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
