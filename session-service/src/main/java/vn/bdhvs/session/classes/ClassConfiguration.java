package vn.bdhvs.session.classes;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vn.bdhvs.outbox.OutboxCollection;

/** Has the outbox look after the classes. */
@Configuration
class ClassConfiguration {

    @Bean
    OutboxCollection classesOutbox() {
        return new OutboxCollection(HeldClass.COLLECTION);
    }
}
