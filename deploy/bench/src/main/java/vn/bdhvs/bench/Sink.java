package vn.bdhvs.bench;

import com.mongodb.client.MongoClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** MongoDB's own sink connector in Kafka Connect standalone. It writes what the events hold, and counts nothing. */
final class Sink implements Contender {

    private static final String DATABASE = "sink";
    private static final String COLLECTION = "events";
    private static final String STRATEGIES = "com.mongodb.kafka.connect.sink.writemodel.strategy.";

    private final String name;
    private final Map<String, String> settings;
    private final Map<String, String> ofWorker;
    private int runs;

    private Sink(String name, Map<String, String> settings, Map<String, String> ofWorker) {
        this.name = name;
        this.settings = settings;
        this.ofWorker = ofWorker;
    }

    private static final Map<String, String> TUNED =
            Map.of("tasks.max", "2", "bulk.write.ordered", "false", "max.batch.size", "0");
    private static final Map<String, String> MANY = Map.of("consumer.max.poll.records", "2000");

    /** Replaces by an id that a delivery has each time: its topic, partition and offset. */
    static Sink idempotent() {
        Map<String, String> settings = new LinkedHashMap<>(TUNED);
        settings.put(
                "document.id.strategy", "com.mongodb.kafka.connect.sink.processor.id.strategy.KafkaMetaDataStrategy");
        settings.put("writemodel.strategy", STRATEGIES + "ReplaceOneDefaultStrategy");
        return new Sink(
                "sink (a): replace by topic, partition and offset, unordered, 2 tasks, polls of 2,000", settings, MANY);
    }

    /** Inserts, so that what is delivered again is there twice. */
    static Sink inserting() {
        Map<String, String> settings = new LinkedHashMap<>(TUNED);
        settings.put("writemodel.strategy", STRATEGIES + "InsertOneDefaultStrategy");
        return new Sink("sink (b): insert only, unordered, 2 tasks, polls of 2,000", settings, MANY);
    }

    /** As it comes. */
    static Sink asItComes() {
        return new Sink("sink (c): defaults", Map.of("tasks.max", "1"), Map.of());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Program start(Stage stage, Store store) {
        runs++;
        Path directory = stage.programs().directory();
        Map<String, String> worker = new LinkedHashMap<>();
        worker.put("bootstrap.servers", stage.brokers());
        worker.put("listeners", "http://127.0.0.1:" + Programs.freePort());
        worker.put("key.converter", "org.apache.kafka.connect.storage.StringConverter");
        worker.put("value.converter", "org.apache.kafka.connect.json.JsonConverter");
        worker.put("value.converter.schemas.enable", "false");
        worker.put(
                "offset.storage.file.filename",
                directory.resolve("connect.offsets").toString());
        worker.put("plugin.discovery", "only_scan");
        worker.putAll(ofWorker);
        Map<String, String> connector = new LinkedHashMap<>();
        connector.put("name", "sink-" + Integer.toHexString(name.hashCode()) + "-" + runs);
        connector.put("connector.class", "com.mongodb.kafka.connect.MongoSinkConnector");
        connector.put("topics", String.join(",", Events.TOPICS));
        connector.put("connection.uri", store.uri(""));
        connector.put("database", DATABASE);
        connector.put("collection", COLLECTION);
        connector.putAll(settings);
        return stage.programs()
                .ofJars(
                        "connect",
                        stage.project().resolve("deploy/bench/target/connect"),
                        List.of("-Xmx2g", "-XX:+UseG1GC"),
                        "org.apache.kafka.connect.cli.ConnectStandalone",
                        write(directory.resolve("worker.properties"), worker),
                        write(directory.resolve("sink.properties"), connector));
    }

    private static String write(Path file, Map<String, String> settings) {
        try {
            Files.writeString(
                    file,
                    settings.entrySet().stream()
                            .map(entry -> entry.getKey() + "=" + entry.getValue())
                            .collect(Collectors.joining("\n", "", "\n")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file.toString();
    }

    @Override
    public long done(MongoClient store) {
        return store.getDatabase(DATABASE).getCollection(COLLECTION).estimatedDocumentCount();
    }

    @Override
    public void check(MongoClient store, Load load) {
        load.requireAll(done(store));
    }
}
