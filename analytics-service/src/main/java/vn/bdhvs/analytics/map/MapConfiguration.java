package vn.bdhvs.analytics.map;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vn.bdhvs.unit.UnitRegister;

/** Reads the borders at the start, if the operator has any: a file that cannot be used ends it. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("map.geojson")
@EnableConfigurationProperties(MapProperties.class)
class MapConfiguration {

    @Bean
    Borders borders(MapProperties properties, UnitRegister units) {
        return new Borders(new GeoJsonFile(properties.geojson())
                .borders(code -> !units.spans(code).isEmpty()));
    }
}
