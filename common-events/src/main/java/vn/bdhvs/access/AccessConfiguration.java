package vn.bdhvs.access;

import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoOperations;

/** Sets up the access log in every service; its web layer appends to it. */
@AutoConfiguration
@EnableConfigurationProperties(AccessProperties.class)
class AccessConfiguration {

    @Bean
    AccessLog accessLog(MongoOperations mongo) {
        return new AccessLog(mongo);
    }

    /** For operators, where there is an actuator. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({Endpoint.class, ConditionalOnAvailableEndpoint.class})
    static class ForOperators {

        @Bean
        @ConditionalOnAvailableEndpoint
        AccessLogEndpoint accessLogEndpoint(AccessLog log) {
            return new AccessLogEndpoint(log);
        }
    }
}
