package vn.bdhvs.analytics.kafka;

import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where Kafka is, as told to the binder.
 *
 * @param brokers host:port, joined by commas
 * @param configuration client settings for all clients, such as security
 */
@ConfigurationProperties("spring.cloud.stream.kafka.binder")
public record KafkaConnection(String brokers, @DefaultValue Map<String, String> configuration) {

    /** What any client needs in order to connect, and further settings of its own. */
    public Map<String, Object> settings(Map<String, ?> further) {
        Map<String, Object> settings = new HashMap<>(configuration);
        settings.put("bootstrap.servers", brokers);
        settings.putAll(further);
        return settings;
    }
}
