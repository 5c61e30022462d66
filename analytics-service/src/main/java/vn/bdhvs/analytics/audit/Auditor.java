package vn.bdhvs.analytics.audit;

import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;
import vn.bdhvs.analytics.lease.Repeated;

/** Has the audit go on for as long as the service runs, a day at a time. */
@Component
@EnableConfigurationProperties(AuditProperties.class)
class Auditor extends Repeated {

    /** So that it takes a twentieth of a processor at most, however much falls on a day. */
    private static final int REST_PER_WORK = 19;

    Auditor(Audit audit, AuditProperties properties) {
        super("audit", properties.pause(), () -> {
            long began = System.nanoTime();
            audit.next();
            Duration rest = Duration.ofNanos(System.nanoTime() - began).multipliedBy(REST_PER_WORK);
            return rest.compareTo(properties.pause()) > 0 ? rest : properties.pause();
        });
    }
}
