package vn.bdhvs.analytics.rebuild;

import java.time.Duration;
import org.springframework.stereotype.Component;
import vn.bdhvs.analytics.lease.Repeated;

/** Works on a rebuild while there is one. */
@Component
class Builder extends Repeated {

    private static final Duration WHILE_BUILDING = Duration.ofMillis(200);
    private static final Duration OTHERWISE = Duration.ofSeconds(1);

    Builder(Rebuild rebuild) {
        super("rebuild", () -> rebuild.next() ? WHILE_BUILDING : OTHERWISE);
    }
}
