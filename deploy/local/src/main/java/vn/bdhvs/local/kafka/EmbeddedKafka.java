package vn.bdhvs.local.kafka;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.jspecify.annotations.Nullable;

/**
 * The real broker, in KRaft mode with its controller beside it, in this process and on the loopback interface only. Its
 * directory is formatted at the first start; what producers got an ack for survives a restart and a kill -9. Alone, or
 * one of a {@link Quorum}.
 *
 * <p>Topics are made by {@link Topics}, never on first use.
 */
public final class EmbeddedKafka implements AutoCloseable {

    private static final int MIB = 1 << 20;

    private final KafkaRaftServer server;
    private final int port;

    private EmbeddedKafka(KafkaRaftServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /** Starts with the data in a directory, which is made if need be. Port 0 takes any free one. */
    public static EmbeddedKafka start(Path directory, int port) {
        return start(directory, port, null);
    }

    /**
     * Starts one that asks who somebody is and lets nobody do what was not granted, see {@link Grants}.
     *
     * @param administrator who may do everything
     * @param passwords by user, with the administrator's
     */
    public static EmbeddedKafka startAsking(
            Path directory, int port, String administrator, Map<String, String> passwords) {
        return start(directory, port, new Sasl(administrator, passwords));
    }

    private static EmbeddedKafka start(Path directory, int port, @Nullable Sasl sasl) {
        int listening = port == 0 ? freePort() : port;
        // The controller is spoken to by nobody but this process, so its port may be another one at each start.
        return start(directory, listening, Quorum.of(listening, freePort()), sasl);
    }

    private static EmbeddedKafka start(Path directory, int port, Quorum quorum, @Nullable Sasl sasl) {
        int id = quorum.idOf(port);
        try {
            format(directory, id, quorum);
            KafkaRaftServer server =
                    new KafkaRaftServer(new KafkaConfig(settings(directory, id, quorum, sasl), false), Time.SYSTEM);
            server.startup();
            return new EmbeddedKafka(server, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void format(Path directory, int id, Quorum quorum) throws IOException {
        Files.createDirectories(directory);
        if (Files.exists(directory.resolve("meta.properties"))) {
            return;
        }
        try (PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            new Formatter()
                    .setPrintStream(nowhere)
                    .setClusterId(quorum.clusterId())
                    .setNodeId(id)
                    .addDirectory(directory.toString())
                    .setMetadataLogDirectory(directory.toString())
                    .setControllerListenerName("CONTROLLER")
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .setIgnoreFormatted(true)
                    .run();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("the directory cannot be formatted", e);
        }
    }

    private static Map<String, String> settings(Path directory, int id, Quorum quorum, @Nullable Sasl sasl) {
        Quorum.Node node = quorum.node(id);
        Map<String, Object> settings = new HashMap<>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", id);
        settings.put("log.dirs", directory.toString());
        settings.put(
                "listeners",
                "PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d".formatted(node.port(), node.controllerPort()));
        settings.put("advertised.listeners", "PLAINTEXT://127.0.0.1:%d".formatted(node.port()));
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("inter.broker.listener.name", "PLAINTEXT");
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("controller.quorum.voters", quorum.voters());
        settings.put("auto.create.topics.enable", false);
        settings.put("group.initial.rebalance.delay.ms", 0);
        settings.put("group.coordinator.rebalance.protocols", "classic,consumer");
        settings.put("default.replication.factor", quorum.replicas());
        settings.put("min.insync.replicas", quorum.inSyncReplicas());
        settings.put("offsets.topic.replication.factor", quorum.replicas());
        settings.put("offsets.topic.num.partitions", 4);
        settings.put("transaction.state.log.replication.factor", quorum.replicas());
        settings.put("transaction.state.log.min.isr", quorum.inSyncReplicas());
        settings.put("transaction.state.log.num.partitions", 4);
        settings.put("share.coordinator.state.topic.replication.factor", quorum.replicas());
        settings.put("share.coordinator.state.topic.min.isr", quorum.inSyncReplicas());
        settings.put("share.coordinator.state.topic.num.partitions", 4);
        // A small heap and few threads: about forty partitions, a handful of clients.
        settings.put("log.segment.bytes", 64 * MIB);
        settings.put("log.index.size.max.bytes", MIB);
        settings.put("log.cleaner.dedupe.buffer.size", 8 * MIB);
        settings.put("log.cleaner.io.buffer.size", MIB / 4);
        settings.put("metadata.log.segment.bytes", 16 * MIB);
        settings.put("metadata.log.max.snapshot.interval.ms", 600_000);
        settings.put("num.network.threads", 2);
        settings.put("num.io.threads", 4);
        settings.put("background.threads", 2);
        settings.put("num.recovery.threads.per.data.dir", 2);
        settings.put("queued.max.requests", 200);
        // After a kill -9 it is registered again when its former self has expired, so that is soon.
        settings.put("broker.session.timeout.ms", 6_000);
        settings.put("broker.heartbeat.interval.ms", 1_000);
        settings.put("controller.quorum.election.timeout.ms", 200);
        if (sasl != null) {
            sasl.apply(settings);
        }
        Map<String, String> texts = new HashMap<>();
        settings.forEach((name, value) -> texts.put(name, value.toString()));
        return texts;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return port;
    }

    /** Settings with which a client tells such a broker who it is. */
    public static Map<String, String> as(String user, String password) {
        return Sasl.client(user, password);
    }

    /** Where clients connect. */
    public String brokers() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    /**
     * Serves a directory on a port until the process ends: {@code EmbeddedKafka DIRECTORY PORT [QUORUM]}, the quorum as
     * {@link Quorum#parse} reads it. The topics are made by the node that is the last of its quorum, when all are there. What
     * cannot start ends.
     */
    public static void main(String... arguments) {
        int asked = Integer.parseInt(arguments[1]);
        int port = asked == 0 ? freePort() : asked;
        Quorum quorum = arguments.length > 2 ? Quorum.parse(arguments[2]) : Quorum.of(port, freePort());
        EmbeddedKafka kafka = start(Path.of(arguments[0]), port, quorum, null);
        Runtime.getRuntime().addShutdownHook(new Thread(kafka::close));
        if (quorum.idOf(port) == quorum.size()) {
            createTopics(quorum);
        }
        System.out.println("serving " + kafka.brokers());
        kafka.server.awaitShutdown();
    }

    private static void createTopics(Quorum quorum) {
        try {
            Topics.create(quorum);
        } catch (IllegalStateException e) {
            e.printStackTrace();
            System.exit(1);
        }
    }
}
