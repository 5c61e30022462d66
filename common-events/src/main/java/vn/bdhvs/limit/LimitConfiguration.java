package vn.bdhvs.limit;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Sets the limits up in every service; its web layer asks them. */
@AutoConfiguration
@EnableConfigurationProperties(LimitProperties.class)
class LimitConfiguration {

    @Bean
    RequestLimits requestLimits(LimitProperties properties) {
        return new RequestLimits(properties);
    }
}
