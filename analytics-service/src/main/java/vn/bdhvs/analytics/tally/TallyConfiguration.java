package vn.bdhvs.analytics.tally;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import vn.bdhvs.analytics.lease.Repeated;
import vn.bdhvs.tally.SourceTally;

/** Wires the control totals into Spring Cloud Stream. */
@Configuration(proxyBeanMethods = false)
class TallyConfiguration {

    private static final Logger log = LoggerFactory.getLogger(TallyConfiguration.class);
    private static final Duration PAUSE = Duration.ofSeconds(3);

    @Bean
    Consumer<List<byte[]>> toldTallies(Tallies tallies) {
        return values -> {
            List<SourceTally> told = new ArrayList<>();
            for (byte[] value : values) {
                try {
                    SourceTally tally = SourceTally.read(value);
                    if (tally != null && tally.isWhole()) {
                        told.add(tally);
                    } else {
                        log.error("A control total lacks its source, its minute, its count or its checksum");
                    }
                } catch (JacksonException e) {
                    log.error("A control total could not be read; its source tells it again when it changes", e);
                }
            }
            tallies.take(told);
        };
    }

    /** Has control totals compared for as long as the service runs. */
    @Component
    static class Checker extends Repeated {

        Checker(TallyCheck check) {
            super("control-totals", () -> {
                check.next();
                return PAUSE;
            });
        }
    }
}
