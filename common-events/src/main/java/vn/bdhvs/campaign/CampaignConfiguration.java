package vn.bdhvs.campaign;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import vn.bdhvs.clock.BusinessClock;
import vn.bdhvs.event.ClientReferences;
import vn.bdhvs.unit.UnitRegister;

/** Gives every service the same catalogue, unit register, clock and check. */
@AutoConfiguration
@EnableConfigurationProperties(CampaignProperties.class)
class CampaignConfiguration {

    @Bean
    Catalogue catalogue(CampaignProperties properties) {
        return Catalogue.read(properties.files(), properties.plans());
    }

    @Bean
    UnitRegister unitRegister(CampaignProperties properties) {
        return UnitRegister.read(properties.units(), properties.successions());
    }

    @Bean
    BusinessClock businessClock(CampaignProperties properties, Catalogue catalogue) {
        ZoneId zone = catalogue.all().iterator().next().timeZone();
        CampaignProperties.ClockProperties clock = properties.clock();
        Instant start = clock.start();
        if (start == null) {
            return BusinessClock.real(zone);
        }
        Instant anchor = clock.anchor() == null ? Instant.now() : clock.anchor();
        return BusinessClock.shifted(start, anchor, clock.rate(), Clock.systemUTC(), zone);
    }

    @Bean
    ClientReferences clientReferences(CampaignProperties properties) {
        return new ClientReferences(properties.referenceSecret());
    }

    @Bean
    ActivityCheck activityCheck(Catalogue catalogue, UnitRegister units) {
        return new ActivityCheck(catalogue, units);
    }
}
