package vn.bdhvs.analytics.live;

import io.micrometer.observation.ObservationPredicate;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import vn.bdhvs.analytics.figures.FiguresChanged;

/** Lets each instance hear what every ingest announces: a consumer without a group of its own name. */
@Configuration(proxyBeanMethods = false)
class LiveConfiguration {

    private static final Logger log = LoggerFactory.getLogger(LiveConfiguration.class);

    /** A stream stands for hours: how long it took says nothing, and what is observed of it would stand as long. */
    @Bean
    ObservationPredicate streamsAreNotObserved() {
        return (name, context) -> {
            ServerHttpRequest request =
                    context instanceof ServerRequestObservationContext observed ? observed.getCarrier() : null;
            return request == null || !request.getPath().value().endsWith("/live");
        };
    }

    @Bean
    Consumer<byte[]> liveFigures(LiveHub hub, JsonMapper json) {
        return announcement -> {
            try {
                hub.changed(json.readValue(announcement, FiguresChanged.class));
            } catch (JacksonException e) {
                log.warn("An announcement could not be read; reconciling makes up for it", e);
            }
        };
    }
}
