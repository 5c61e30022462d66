package vn.bdhvs.analytics.map;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Where units lie, as far as the operator's file says. Immutable. */
public final class Borders {

    private final Map<String, Geometry> byCode;

    Borders(Map<String, Geometry> byCode) {
        this.byCode = Map.copyOf(byCode);
    }

    /** Of these units, the codes of those that the file does not draw, in their order. */
    public List<String> missing(List<String> codes) {
        return codes.stream().filter(code -> !byCode.containsKey(code)).toList();
    }

    /** These units as GeoJSON, as far as the file draws them. */
    public FeatureCollection of(List<String> codes) {
        List<Feature> drawn = new ArrayList<>();
        for (String code : codes) {
            Geometry geometry = byCode.get(code);
            if (geometry != null) {
                drawn.add(new Feature("Feature", new Properties(code), geometry));
            }
        }
        return new FeatureCollection("FeatureCollection", missing(codes), drawn);
    }

    /**
     * GeoJSON (RFC 7946).
     *
     * @param missing codes of the units that are asked for and not drawn
     */
    public record FeatureCollection(String type, List<String> missing, List<Feature> features) {}

    /** A unit. */
    public record Feature(String type, Properties properties, Geometry geometry) {}

    /** Of the file's properties the code alone. */
    public record Properties(String code) {}

    /** A {@code MultiPolygon}: polygons of rings, the outer one first, of longitudes and latitudes. */
    public record Geometry(String type, List<List<List<double[]>>> coordinates) {

        Geometry(List<List<List<double[]>>> coordinates) {
            this("MultiPolygon", coordinates);
        }
    }
}
