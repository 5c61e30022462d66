package vn.bdhvs.analytics.map;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A GeoJSON file (RFC 7946), read for the borders of units. All that is wrong with it is said by the property that names it.
 * What it draws besides units is left alone.
 */
final class GeoJsonFile {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern WGS84 = Pattern.compile(".*(CRS84|EPSG:(\\d*:)?4326)$");
    private static final int SMALLEST_RING = 4;

    /** A ten-thousandth of a degree, eleven metres: less than a screen shows. */
    private static final double STEPS = 1e4;

    private final Resource file;

    GeoJsonFile(Resource file) {
        this.file = file;
    }

    /**
     * Borders by the code of the unit, rounded to what a screen can show.
     *
     * @param isUnit whether this is the code of a unit
     * @throws IllegalArgumentException naming the property, the file and what is wrong with it
     */
    Map<String, Borders.Geometry> borders(Predicate<String> isUnit) {
        JsonNode features = features();
        Map<String, Borders.Geometry> borders = new LinkedHashMap<>();
        for (JsonNode feature : features) {
            String code = code(feature.path("properties"));
            if (code == null || !isUnit.test(code)) {
                continue;
            }
            if (borders.put(code, new Borders.Geometry(polygons(code, feature.path("geometry")))) != null) {
                throw wrong("draws the unit %s twice; its parts belong into one MultiPolygon".formatted(code));
            }
        }
        if (borders.isEmpty()) {
            throw wrong("draws no unit: none of its %d features holds a unit's code in the property code or ma"
                    .formatted(features.size()));
        }
        return borders;
    }

    private JsonNode features() {
        JsonNode root;
        try (InputStream content = file.getInputStream()) {
            root = JSON.readTree(content);
        } catch (IOException e) {
            throw new IllegalArgumentException(message("cannot be read"), e);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(message("is no GeoJSON: it is no JSON"), e);
        }
        if (!root.path("type").asString("").equals("FeatureCollection")
                || !root.path("features").isArray()) {
            throw wrong("is no GeoJSON that can be used: it must be a FeatureCollection with features");
        }
        String system = root.at("/crs/properties/name").asString("");
        if (!system.isEmpty() && !WGS84.matcher(system).matches()) {
            throw wrong("is drawn in %s; it must be in degrees (WGS84, EPSG:4326)".formatted(system));
        }
        return root.path("features");
    }

    private static @Nullable String code(JsonNode properties) {
        for (String name : List.of("code", "ma")) {
            JsonNode code = properties.path(name);
            if (code.isString() || code.isNumber()) {
                return code.asString().strip();
            }
        }
        return null;
    }

    private List<List<List<double[]>>> polygons(String code, JsonNode geometry) {
        JsonNode coordinates = geometry.path("coordinates");
        List<List<List<double[]>>> polygons = new ArrayList<>();
        switch (geometry.path("type").asString("")) {
            case "Polygon" -> polygons.add(rings(code, coordinates));
            case "MultiPolygon" -> coordinates.forEach(polygon -> polygons.add(rings(code, polygon)));
            default -> throw wrong("draws the unit %s as neither a Polygon nor a MultiPolygon".formatted(code));
        }
        if (polygons.isEmpty()) {
            throw wrong("draws the unit %s without any polygon".formatted(code));
        }
        return polygons;
    }

    private List<List<double[]>> rings(String code, JsonNode polygon) {
        List<List<double[]>> rings = new ArrayList<>();
        polygon.forEach(ring -> rings.add(ring(code, ring)));
        if (rings.isEmpty()) {
            throw wrong("draws the unit %s with a polygon without a ring".formatted(code));
        }
        return rings;
    }

    private List<double[]> ring(String code, JsonNode ring) {
        if (ring.size() < SMALLEST_RING || !ring.get(0).equals(ring.get(ring.size() - 1))) {
            throw wrong(
                    "draws the unit %s with a ring that is not closed or has less than four positions".formatted(code));
        }
        List<double[]> positions = new ArrayList<>();
        ring.forEach(position -> positions.add(position(code, position)));
        return positions;
    }

    private double[] position(String code, JsonNode position) {
        JsonNode longitude = position.path(0);
        JsonNode latitude = position.path(1);
        if (!longitude.isNumber()
                || !latitude.isNumber()
                || Math.abs(longitude.asDouble()) > 180
                || Math.abs(latitude.asDouble()) > 90) {
            throw wrong("draws the unit %s by %s, which is no longitude and latitude in degrees (WGS84)"
                    .formatted(code, position));
        }
        return new double[] {rounded(longitude), rounded(latitude)};
    }

    private static double rounded(JsonNode degrees) {
        return Math.round(degrees.asDouble() * STEPS) / STEPS;
    }

    private IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException(message(what));
    }

    private String message(String what) {
        return "map.geojson: %s %s".formatted(file.getDescription(), what);
    }
}
