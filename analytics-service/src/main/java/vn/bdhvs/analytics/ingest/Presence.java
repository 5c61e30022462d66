package vn.bdhvs.analytics.ingest;

import com.mongodb.MongoException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import vn.bdhvs.analytics.lease.Repeated;

/**
 * Has all instances know how this one reads, as it was two seconds ago at most. In a thread of its own: where that fails,
 * the reading goes on.
 */
@Component
class Presence extends Repeated {

    private static final Logger log = LoggerFactory.getLogger(Presence.class);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final ReadingInstances instances;

    Presence(ReadingInstances instances, Partitions partitions, Failures failures, Environment environment) {
        super("ingest-presence", () -> {
            instances.put(now(name(environment), partitions, failures));
            return PAUSE;
        });
        this.instances = instances;
    }

    private static ReadingInstance now(String name, Partitions partitions, Failures failures) {
        return new ReadingInstance(
                name,
                Instant.now(),
                failures.worst().map(ReadingInstance.Failing::of).orElse(null),
                partitions.all().stream()
                        .map(open -> ReadPartition.of(open, name))
                        .toList());
    }

    private static String name(Environment environment) {
        return host() + ":" + environment.getProperty("local.management.port", "");
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    /** It reads no longer. Where that cannot be said, it is taken for gone soon. */
    @Override
    public void stop() {
        super.stop();
        awaitEnd(PAUSE);
        try {
            instances.remove();
        } catch (MongoException e) {
            log.warn("Could not say that this instance reads no longer", e);
        }
    }
}
