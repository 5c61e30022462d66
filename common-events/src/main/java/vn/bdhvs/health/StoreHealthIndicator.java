package vn.bdhvs.health;

import com.mongodb.client.MongoClient;
import com.mongodb.connection.ServerDescription;
import com.mongodb.connection.ServerType;
import java.util.List;
import java.util.Locale;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Down while no server of the document store takes writes, as far as the driver knows, which looks at each every ten seconds
 * and whenever a command fails. Answers at once: a probe that asked the store itself would wait as long as a command does.
 */
final class StoreHealthIndicator implements HealthIndicator {

    private static final List<ServerType> WRITABLE = List.of(
            ServerType.STANDALONE, ServerType.REPLICA_SET_PRIMARY, ServerType.SHARD_ROUTER, ServerType.LOAD_BALANCER);

    private final MongoClient client;

    StoreHealthIndicator(MongoClient client) {
        this.client = client;
    }

    @Override
    public Health health() {
        List<ServerDescription> servers = client.getClusterDescription().getServerDescriptions();
        boolean writable = servers.stream().anyMatch(server -> server.isOk() && WRITABLE.contains(server.getType()));
        Health.Builder health = writable ? Health.up() : Health.down();
        servers.forEach(server -> health.withDetail(server.getAddress().toString(), state(server)));
        return health.build();
    }

    private static String state(ServerDescription server) {
        Throwable failure = server.getException();
        String known = server.getType().name().toLowerCase(Locale.ROOT);
        return failure == null ? known : known + ": " + failure.getMessage();
    }
}
