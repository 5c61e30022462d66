package vn.bdhvs.health;

import com.mongodb.client.MongoClient;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.mongodb.autoconfigure.MongoAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** In place of the framework's, which waits for the store as long as a command does. Where there is an actuator. */
@AutoConfiguration(after = MongoAutoConfiguration.class)
@ConditionalOnClass(HealthIndicator.class)
@ConditionalOnBean(MongoClient.class)
class HealthConfiguration {

    /** Its bean's name is the name in the answer: {@code store}. */
    @Bean
    HealthIndicator storeHealthIndicator(MongoClient client) {
        return new StoreHealthIndicator(client);
    }
}
