package vn.bdhvs.analytics.map;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.core.io.Resource;

/**
 * The map, where there is one.
 *
 * @param geojson borders of the districts (RFC 7946): polygons in degrees (WGS84), each with its unit's code in the property
 *     {@code code} or {@code ma}
 */
@ConfigurationProperties("map")
record MapProperties(Resource geojson) {}
