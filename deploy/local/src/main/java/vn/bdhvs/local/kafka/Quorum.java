package vn.bdhvs.local.kafka;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;

/**
 * The brokers that make one cluster, each with its controller beside it: together they hold each record as often as they
 * are, up to three times, and go on while most of them are up.
 *
 * @param nodes in the order of their numbers, from 1
 */
record Quorum(List<Node> nodes) {

    private static final int MOST_REPLICAS = 3;

    /**
     * Where a node listens, on the loopback interface.
     *
     * @param port for clients and other brokers
     * @param controllerPort for the other nodes
     */
    record Node(int port, int controllerPort) {

        private static Node parse(String text) {
            String[] ports = text.split("/", -1);
            if (ports.length != 2) {
                throw new IllegalArgumentException(
                        "'%s' is no node; it is written PORT/CONTROLLER-PORT, as in 9092/9093".formatted(text));
            }
            return new Node(Integer.parseInt(ports[0]), Integer.parseInt(ports[1]));
        }
    }

    /** One node alone. */
    static Quorum of(int port, int controllerPort) {
        return new Quorum(List.of(new Node(port, controllerPort)));
    }

    /**
     * Reads {@code 9092/9093,9192/9193,9292/9293}; each node of a cluster is to be given the same.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    static Quorum parse(String text) {
        return new Quorum(Stream.of(text.split(",", -1)).map(Node::parse).toList());
    }

    int size() {
        return nodes.size();
    }

    /** Number of the node that serves clients on a port. */
    int idOf(int port) {
        return IntStream.range(0, size())
                        .filter(each -> nodes.get(each).port() == port)
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("no node serves port " + port + ": " + nodes))
                + 1;
    }

    Node node(int id) {
        return nodes.get(id - 1);
    }

    /** How often a record is held. */
    short replicas() {
        return (short) Math.min(MOST_REPLICAS, size());
    }

    /** In how many brokers' logs a record is before its sender is told so: one fewer may be gone. */
    int inSyncReplicas() {
        return Math.max(1, replicas() - 1);
    }

    /** Kafka's {@code controller.quorum.voters}. */
    String voters() {
        return IntStream.rangeClosed(1, size())
                .mapToObj(id -> "%d@127.0.0.1:%d".formatted(id, node(id).controllerPort()))
                .collect(Collectors.joining(","));
    }

    /** Where clients connect. */
    String brokers() {
        return nodes.stream().map(node -> "127.0.0.1:" + node.port()).collect(Collectors.joining(","));
    }

    /** The same at each node of a cluster of several, without their having to agree. */
    String clusterId() {
        if (size() == 1) {
            return Uuid.randomUuid().toString();
        }
        UUID ofNodes = UUID.nameUUIDFromBytes(voters().getBytes(StandardCharsets.UTF_8));
        return new Uuid(ofNodes.getMostSignificantBits(), ofNodes.getLeastSignificantBits()).toString();
    }
}
