package vn.bdhvs.registration.sealing;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vn.bdhvs.event.ClientReferences;
import vn.bdhvs.report.Names;

/** Sets up the keys; and hashes what clients call their reports, which here are about people. */
@Configuration
@EnableConfigurationProperties(SealingProperties.class)
class SealingConfiguration {

    @Bean
    Seal seal(SealingProperties properties) {
        return new Seal(properties.keys());
    }

    @Bean
    Names hashedNames(ClientReferences references) {
        return Names.hashed(references);
    }
}
