package vn.bdhvs.analytics.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.io.ClassPathResource;
import vn.bdhvs.unit.UnitRegister;

/** What becomes of the operator's file at the start. */
class GeoJsonFileTests {

    private static final String SQUARE = "[[106.65,10.95],[106.75,10.95],[106.75,11.05],[106.65,10.95]]";

    private final ApplicationContextRunner service = new ApplicationContextRunner()
            .withUserConfiguration(MapConfiguration.class)
            .withBean(
                    UnitRegister.class,
                    () -> UnitRegister.read(new ClassPathResource("vn/bdhvs/unit/binh-duong-units.csv")));

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "code,name             | is no GeoJSON: it is no JSON",
                "[]                    | must be a FeatureCollection",
                "{\"type\":\"Feature\"} | must be a FeatureCollection"
            })
    void endsTheStartWhereItIsNoGeoJson(String content, String said) throws IOException {
        requireRefusal(content, said);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "\"code\":\"718\" | Point      | [106.65,10.95]                | 718 as neither a Polygon nor",
                "\"code\":\"718\" | Polygon    | []                            | 718 with a polygon without a ring",
                "\"code\":\"718\" | Polygon    | [[[106.65,10.95],[106.7,11]]] | not closed or has less than four",
                "\"code\":\"718\" | Polygon    | [[[603000,1210000],[1,1],[1,2],[603000,1210000]]] | no longitude and latitude",
                "\"code\":\"718\" | Polygon    | [[[11,106.6],[11,106.7],[12,106.7],[11,106.6]]]   | no longitude and latitude",
                "\"name\":\"718\" | Polygon    | [[[106.65,10.95]]]            | draws no unit: none of its 1 features"
            })
    void endsTheStartWhereItsUnitsAreNotDrawnAsTheyMustBe(String property, String type, String coordinates, String said)
            throws IOException {
        requireRefusal(collection(feature(property, type, coordinates)), said);
    }

    @Test
    void endsTheStartWhereAUnitIsDrawnTwiceOrTheFileIsNotThereOrInAnotherSystem() throws IOException {
        String thuDauMot = feature("\"code\":\"718\"", "Polygon", "[" + SQUARE + "]");
        requireRefusal(collection(thuDauMot + "," + thuDauMot), "draws the unit 718 twice");
        requireRefusal(
                collection(thuDauMot)
                        .replaceFirst("\\{", "{\"crs\":{\"properties\":{\"name\":\"urn:ogc:def:crs:EPSG::9210\"}},"),
                "is drawn in urn:ogc:def:crs:EPSG::9210");
        service.withPropertyValues("map.geojson=file:" + directory.resolve("none"))
                .run(context -> assertThat(context.getStartupFailure())
                        .hasStackTraceContaining("map.geojson: ")
                        .hasStackTraceContaining("cannot be read"));
    }

    @Test
    void drawsUnitsAndLeavesTheRestOfTheFileAlone() throws IOException {
        String other = feature("\"code\":\"a lake\"", "Point", "[106.65,10.95]");
        String thuDauMot = feature("\"ma\":718", "Polygon", "[" + SQUARE.replace("106.75,", "106.750049,") + "]");
        String content = collection(other + "," + thuDauMot);
        service.withPropertyValues("map.geojson=" + write(content)).run(context -> {
            Borders borders = context.getBean(Borders.class);
            assertThat(borders.missing(List.of("718", "719"))).containsExactly("719");
            Borders.FeatureCollection drawn = borders.of(List.of("718", "719"));
            assertThat(drawn.missing()).containsExactly("719");
            assertThat(drawn.features()).hasSize(1);
            Borders.Geometry geometry = drawn.features().get(0).geometry();
            assertThat(geometry.type()).isEqualTo("MultiPolygon");
            assertThat(geometry.coordinates().get(0).get(0).get(1)).containsExactly(106.75, 10.95);
        });
    }

    @Test
    void needsNoFile() {
        service.run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(Borders.class));
    }

    private void requireRefusal(String content, String said) throws IOException {
        String file = write(content);
        service.withPropertyValues("map.geojson=" + file).run(context -> {
            assertThat(context).hasFailed();
            assertThat(context.getStartupFailure())
                    .hasStackTraceContaining("map.geojson: ")
                    .hasStackTraceContaining("borders.geojson")
                    .hasStackTraceContaining(said);
        });
    }

    private String write(String content) throws IOException {
        Path file = directory.resolve("borders.geojson");
        Files.writeString(file, content);
        return file.toUri().toString();
    }

    private static String collection(String features) {
        return "{\"type\":\"FeatureCollection\",\"features\":[%s]}".formatted(features);
    }

    private static String feature(String property, String type, String coordinates) {
        return "{\"type\":\"Feature\",\"properties\":{%s},\"geometry\":{\"type\":\"%s\",\"coordinates\":%s}}"
                .formatted(property, type, coordinates);
    }
}
