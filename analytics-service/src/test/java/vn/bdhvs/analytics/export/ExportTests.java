package vn.bdhvs.analytics.export;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.bdhvs.analytics.SentEvents.NOON;
import static vn.bdhvs.analytics.SentEvents.assist;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.parsers.DocumentBuilderFactory;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import vn.bdhvs.analytics.journal.JournalledEvent;
import vn.bdhvs.analytics.journal.Origin;
import vn.bdhvs.event.ActivityEvent;
import vn.bdhvs.local.TestPlatform;

/** Files of figures that the test wrote itself; Excel's are read as what they are, XML in a ZIP archive. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "campaign.clock.start=2025-03-26T01:00:00Z",
            "campaign.plans=classpath:plan.yaml",
            "spring.cloud.function.definition=liveFigures"
        })
class ExportTests {

    @LocalServerPort
    private int port;

    @Autowired
    private MongoTemplate mongo;

    @DynamicPropertySource
    static void platform(DynamicPropertyRegistry registry) {
        TestPlatform.properties("export").forEach((name, value) -> registry.add(name, () -> value));
    }

    @BeforeEach
    void someFigures() {
        mongo.getCollection("figures").drop();
        mongo.getCollection("figures")
                .insertMany(List.of(
                        figures("25942", "2025-03-20", "chu-ky-so-ca-nhan", 2, 5),
                        figures("25942", "2025-03-21", "binh-duong-so", 1, 1),
                        figures("724", "2025-03-21", "binh-duong-so", 1, 10),
                        figures("25963", "2025-03-21", "binh-duong-so", 1, 1234)));
    }

    private static Document figures(String unit, String day, String service, int n, int citizens) {
        return Document.parse("""
                {_id: "1/binh-dan-hoc-vu-so-2025/%1$s@2024-05-01/%2$s", generation: 1,
                 campaign: "binh-dan-hoc-vu-so-2025", unit: "%1$s", validFrom: "2024-05-01", day: "%2$s", v: 1,
                 done: {assists: {"tri-thuc-tre": {"%3$s": {completed: {n: %4$d, citizens: %5$d}}}}}}
                """.formatted(unit, day, service, n, citizens));
    }

    private HttpResponse<byte[]> export(String user, String query) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(
                                        "http://127.0.0.1:%d/api/v1/campaigns/binh-dan-hoc-vu-so-2025/export?%s"
                                                .formatted(port, query)))
                                .header("Authorization", "Bearer " + TestPlatform.token(user))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
    }

    @Test
    void isAWorkbookWhoseSheetsAllSumToTheSameTotal() throws Exception {
        HttpResponse<byte[]> answer = export("leader", "");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Disposition").orElse(""))
                .contains("bdhvs_74_20250326-080")
                .contains(".xlsx");
        Map<String, List<List<String>>> sheets = sheets(answer.body());
        assertThat(sheets.keySet()).containsExactlyInAnyOrder("Tổng hợp", "Địa bàn", "Theo ngày", "Dịch vụ");

        assertThat(row(sheets.get("Tổng hợp"), "Lượt người dân được hỗ trợ"))
                .startsWith("Lượt người dân được hỗ trợ", "1250", "16800")
                .endsWith("Mục tiêu do đơn vị điều hành đặt");
        assertThat(row(sheets.get("Địa bàn"), "Thành phố Thuận An"))
                .containsExactly("Thành phố Thuận An", "725", "0", "0", "0", "1234", "1");
        assertThat(column(sheets.get("Địa bàn"), 5)).isEqualTo(1250);
        assertThat(column(sheets.get("Theo ngày"), 4)).isEqualTo(1250);
        assertThat(column(sheets.get("Dịch vụ"), 1)).isEqualTo(1250);
        assertThat(row(sheets.get("Dịch vụ"), "App Bình Dương số")).containsExactly("App Bình Dương số", "1245", "3");
        assertThat(sheets.get("Địa bàn").get(1).get(0))
                .startsWith("Phạm vi Tỉnh Bình Dương · 01/03/2025 – 15/08/2025 · tính theo Ngày thực hiện");
    }

    @Test
    void isCsvAsVietnameseSpreadsheetsReadIt() throws Exception {
        String csv = new String(export("leader", "format=csv&sheet=summary").body(), StandardCharsets.UTF_8);
        assertThat(csv).startsWith("\uFEFFBình dân học vụ số\r\n");
        assertThat(csv).contains("\r\nLượt người dân được hỗ trợ;1250;16800;0,0744;");
    }

    @Test
    void isCsvAsEnglishSpreadsheetsReadIt() throws Exception {
        String csv =
                new String(export("leader", "format=csv&sheet=summary&lang=en").body(), StandardCharsets.UTF_8);
        assertThat(csv).contains("\r\nCitizen assists,1250,16800,0.0744,");
        String days =
                new String(export("leader", "format=csv&sheet=days&lang=en").body(), StandardCharsets.UTF_8);
        assertThat(days).contains("\r\n2025-03-20,0,0,0,5,2\r\n").contains("\r\n2025-03-21,0,0,0,1245,3\r\n");
    }

    @Test
    void holdsTheOwnUnitsOnly() throws Exception {
        String csv =
                new String(export("officer-724", "format=csv&level=commune").body(), StandardCharsets.UTF_8);
        assertThat(csv).contains("Thành phố Dĩ An;724;0;0;0;10;1").doesNotContain("Thuận An");
        assertThat(export("officer-724", "unit=725").statusCode()).isEqualTo(403);
    }

    @Test
    void listsTheActivitiesBehindTheFiguresWithWhatTookThemBack() throws Exception {
        ActivityEvent mistake = assist("25942", 7, NOON, NOON.plusSeconds(60));
        List<ActivityEvent> events = List.of(
                assist("25942", 5, NOON, NOON.plusSeconds(60)),
                mistake,
                mistake.retraction(mistake.source(), "retraction-of-" + mistake.id(), NOON.plusSeconds(120)));
        for (int i = 0; i < events.size(); i++) {
            mongo.getDb()
                    .getCollection("journal", RawBsonDocument.class)
                    .insertOne(JournalledEvent.document(events.get(i), new Origin("topic", 0, i), "hash", NOON));
        }
        List<List<String>> rows =
                sheets(export("leader", "activities=true").body()).get("Hoạt động");
        assertThat(rows.subList(3, rows.size())).hasSize(3);
        assertThat(rows)
                .anyMatch(row -> row.contains("5"))
                .anyMatch(row -> row.containsAll(List.of("-1", "-7", "Điều chỉnh")));
        String csv =
                new String(export("officer-724", "format=csv&sheet=activities").body(), StandardCharsets.UTF_8);
        assertThat(csv)
                .contains("2025-03-20T12:00;2025-03-20T12:01;Phường Dĩ An;25942;Hỗ trợ;Chữ ký số")
                .contains(";-1;;-7;Điều chỉnh;");
        String list = "format=csv&sheet=activities";
        assertThat(lines(list + "&measure=citizens&service=chu-ky-so-ca-nhan")).isEqualTo(lines(list));
        assertThat(lines(list)).isEqualTo(lines(list + "&measure=classes") + 3);
        assertThat(lines(list + "&measure=citizens&own=true"))
                .as("none was done by the province itself")
                .isEqualTo(lines(list + "&measure=classes"));
        for (String wrong : List.of("&measure=any", "&service=any", "&measure=classes&service=chu-ky-so-ca-nhan")) {
            assertThat(export("leader", list + wrong).statusCode()).as(wrong).isEqualTo(400);
        }
        assertThat(export("display", "activities=true").statusCode()).isEqualTo(403);
        assertThat(export("display", "format=csv&sheet=activities").statusCode())
                .isEqualTo(403);
    }

    private long lines(String question) throws Exception {
        return new String(export("leader", question).body(), StandardCharsets.UTF_8)
                .lines()
                .count();
    }

    @Test
    void namesWhatItCannotBe() throws Exception {
        HttpResponse<byte[]> answer = export("leader", "format=pdf");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8))
                .contains("format")
                .contains("xlsx, csv");
    }

    @Test
    void hasNoTextThatIsAFormula() {
        assertThat(Table.harmless("=HYPERLINK(1)")).isEqualTo("'=HYPERLINK(1)");
        assertThat(Table.harmless("-1+2")).isEqualTo("'-1+2");
        assertThat(Table.harmless("Thuận An")).isEqualTo("Thuận An");
    }

    private static List<String> row(List<List<String>> sheet, String first) {
        return sheet.stream()
                .filter(row -> row.get(0).equals(first))
                .findFirst()
                .orElseThrow();
    }

    private static long column(List<List<String>> sheet, int column) {
        return sheet.stream()
                .skip(3)
                .mapToLong(row -> Long.parseLong(row.get(column)))
                .sum();
    }

    /** By title: the cells of each row. */
    private static Map<String, List<List<String>>> sheets(byte[] workbook) throws Exception {
        Map<String, org.w3c.dom.Document> parts = new HashMap<>();
        Path file = Files.write(Files.createTempFile("export", ".xlsx"), workbook);
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                if (entry.getName().endsWith(".xml")) {
                    parts.put(
                            entry.getName(),
                            DocumentBuilderFactory.newInstance()
                                    .newDocumentBuilder()
                                    .parse(zip.getInputStream(entry)));
                }
            }
        } finally {
            Files.delete(file);
        }
        List<String> shared = new ArrayList<>();
        each(parts.get("xl/sharedStrings.xml"), "si").forEach(item -> shared.add(item.getTextContent()));
        Map<String, List<List<String>>> sheets = new HashMap<>();
        List<Element> named = each(parts.get("xl/workbook.xml"), "sheet");
        for (int i = 0; i < named.size(); i++) {
            List<List<String>> rows = new ArrayList<>();
            for (Element row : each(parts.get("xl/worksheets/sheet" + (i + 1) + ".xml"), "row")) {
                List<String> cells = new ArrayList<>();
                NodeList all = row.getElementsByTagName("c");
                for (int j = 0; j < all.getLength(); j++) {
                    Element cell = (Element) all.item(j);
                    boolean text = cell.getAttribute("t").equals("s");
                    cells.add(text ? shared.get(Integer.parseInt(cell.getTextContent())) : cell.getTextContent());
                }
                rows.add(cells);
            }
            sheets.put(named.get(i).getAttribute("name"), rows);
        }
        return sheets;
    }

    private static List<Element> each(org.w3c.dom.Document part, String name) {
        NodeList nodes = part.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }
}
