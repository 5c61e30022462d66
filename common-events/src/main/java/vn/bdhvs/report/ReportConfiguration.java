package vn.bdhvs.report;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.data.mapping.callback.EntityCallbacks;
import org.springframework.data.mongodb.core.MongoOperations;
import vn.bdhvs.campaign.ActivityCheck;
import vn.bdhvs.campaign.Catalogue;
import vn.bdhvs.clock.BusinessClock;
import vn.bdhvs.event.ClientReferences;
import vn.bdhvs.outbox.OutboxBacklog;
import vn.bdhvs.outbox.OutboxCollection;
import vn.bdhvs.outbox.OutboxRelay;
import vn.bdhvs.outbox.TopicReader;
import vn.bdhvs.unit.UnitRegister;

/** Sets up reporting in a service that keeps reports: one that declares an {@link OutboxCollection}. */
@AutoConfiguration(afterName = {"vn.bdhvs.campaign.CampaignConfiguration", "vn.bdhvs.outbox.OutboxConfiguration"})
@ConditionalOnBean(OutboxCollection.class)
@EnableConfigurationProperties(TallyProperties.class)
class ReportConfiguration {

    @Bean
    Admission admission(ActivityCheck check, Catalogue catalogue, UnitRegister units) {
        return new Admission(check, catalogue, units);
    }

    @Bean
    ReportingSetup reportingSetup(
            MongoOperations mongo,
            BeanFactory beans,
            Admission admission,
            UnitRegister units,
            ClientReferences references,
            ObjectProvider<Names> names,
            BusinessClock clock,
            OutboxBacklog backlog,
            OutboxRelay relay,
            Tallying tallying,
            ObjectProvider<MeterRegistry> meters) {
        return new ReportingSetup(
                mongo,
                EntityCallbacks.create(beans),
                admission,
                units,
                references,
                names.getIfAvailable(() -> Names.PLAIN),
                clock,
                backlog,
                relay,
                tallying,
                new ReportMetrics(meters.getIfAvailable(() -> Metrics.globalRegistry)));
    }

    @Bean
    Tallying tallying(
            MongoOperations mongo,
            OutboxRelay relay,
            TopicReader topics,
            BusinessClock clock,
            TallyProperties properties) {
        return new Tallying(mongo, relay, new ToldTallies(topics), clock, properties);
    }

    @Bean
    TallyingLifecycle tallyingLifecycle(Tallying tallying, TallyProperties properties) {
        return new TallyingLifecycle(tallying, properties);
    }
}
