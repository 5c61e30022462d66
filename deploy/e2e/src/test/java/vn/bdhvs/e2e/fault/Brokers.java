package vn.bdhvs.e2e.fault;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The Kafka cluster of a site: one broker, or several that hold the same. */
final class Brokers {

    private static final int HEAP_MIB = 512;

    private final List<Node> nodes;
    private final List<Part> parts = new ArrayList<>();

    /** Ports of a node. */
    private record Node(int port, int controllerPort) {}

    /** Sets ports aside; nothing is described yet. */
    Brokers(int size) {
        this.nodes = Stream.generate(() -> new Node(Ports.next(), Ports.next()))
                .limit(size)
                .toList();
    }

    /** Says how each is started. */
    void describe(Blueprint blueprint, Path directory) {
        if (nodes.size() == 1) {
            parts.add(node(blueprint, "kafka", directory, nodes.get(0)));
            return;
        }
        String quorum = nodes.stream()
                .map(node -> node.port() + "/" + node.controllerPort())
                .collect(Collectors.joining(","));
        for (Node node : nodes) {
            String name = "kafka-" + (parts.size() + 1);
            parts.add(node(blueprint, name, directory.resolve(name), node, quorum));
        }
    }

    private static Part node(Blueprint blueprint, String name, Path directory, Node node, String... more) {
        return blueprint.platformPart(name, "kafka.EmbeddedKafka", HEAP_MIB, directory, node.port(), more);
    }

    /** The processes, in the order of their numbers. */
    List<Part> parts() {
        return List.copyOf(parts);
    }

    /** Where clients connect. */
    String address() {
        return nodes.stream().map(node -> "127.0.0.1:" + node.port()).collect(Collectors.joining(","));
    }
}
