package vn.bdhvs.session.nil;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vn.bdhvs.outbox.OutboxCollection;

/** Has the outbox look after the nil reports. */
@Configuration
class NilReportConfiguration {

    @Bean
    OutboxCollection nilReportsOutbox() {
        return new OutboxCollection(NilReport.COLLECTION);
    }
}
