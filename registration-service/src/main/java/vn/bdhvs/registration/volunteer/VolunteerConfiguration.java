package vn.bdhvs.registration.volunteer;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vn.bdhvs.outbox.OutboxCollection;

/** Has the outbox look after the volunteers. */
@Configuration
class VolunteerConfiguration {

    @Bean
    OutboxCollection volunteersOutbox() {
        return new OutboxCollection(Volunteer.COLLECTION);
    }
}
