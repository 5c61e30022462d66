package vn.bdhvs.session.assist;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vn.bdhvs.outbox.OutboxCollection;

/** Has the outbox look after the assists. */
@Configuration
class AssistConfiguration {

    @Bean
    OutboxCollection assistsOutbox() {
        return new OutboxCollection(Assist.COLLECTION);
    }
}
