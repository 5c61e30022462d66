package vn.bdhvs.analytics.login;

import java.time.Duration;
import org.springframework.stereotype.Component;
import vn.bdhvs.analytics.lease.Repeated;

/** Removes sessions that have expired. Any number of instances may do so. */
@Component
class SessionSweep extends Repeated {

    private static final Duration PAUSE = Duration.ofMinutes(10);

    SessionSweep(Sessions sessions) {
        super("session-sweep", PAUSE, () -> {
            sessions.sweep();
            return PAUSE;
        });
    }
}
