package vn.bdhvs.registration.volunteer;

import java.util.List;
import java.util.Map;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.stereotype.Component;

/** Shows operators which people will be erased when: {@code /actuator/retention}. */
@Component
@Endpoint(id = "retention")
class RetentionEndpoint {

    private final Retention retention;

    RetentionEndpoint(Retention retention) {
        this.retention = retention;
    }

    @ReadOperation
    Map<String, List<Retention.Intention>> campaigns() {
        return Map.of("campaigns", retention.intentions());
    }
}
