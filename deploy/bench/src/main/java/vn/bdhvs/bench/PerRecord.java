package vn.bdhvs.bench;

import com.mongodb.client.MongoClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import vn.bdhvs.bench.perrecord.PerRecordConsumer;

/** The consumer that most teams would write, with so many threads. */
final class PerRecord implements Contender {

    private static final String DATABASE = "perrecord";
    private static final Duration FIGURES_WITHIN = Duration.ofSeconds(5);

    private final int concurrency;
    private int runs;

    PerRecord(int concurrency) {
        this.concurrency = concurrency;
    }

    @Override
    public String name() {
        return "per-record consumer, concurrency " + concurrency;
    }

    @Override
    public Program start(Stage stage, Store store) {
        runs++;
        return stage.programs()
                .ofClass(
                        "per-record",
                        "bench",
                        List.of("-Xmx512m", "-XX:+UseParallelGC"),
                        PerRecordConsumer.class.getName(),
                        "--spring.main.web-application-type=none",
                        "--spring.mongodb.uri=" + store.uri(DATABASE),
                        "--spring.cloud.stream.kafka.binder.brokers=" + stage.brokers(),
                        "--spring.cloud.stream.kafka.binder.auto-create-topics=false",
                        "--spring.cloud.function.definition=activities",
                        "--spring.cloud.stream.bindings.activities-in-0.destination=" + String.join(",", Events.TOPICS),
                        "--spring.cloud.stream.bindings.activities-in-0.group=per-record-" + concurrency + "-" + runs,
                        "--spring.cloud.stream.bindings.activities-in-0.consumer.multiplex=true",
                        "--spring.cloud.stream.bindings.activities-in-0.consumer.concurrency=" + concurrency,
                        "--spring.cloud.stream.bindings.activities-in-0.content-type=application/octet-stream",
                        "--spring.cloud.stream.kafka.bindings.activities-in-0.consumer.start-offset=earliest",
                        "--spring.cloud.stream.kafka.bindings.activities-in-0.consumer.configuration.auto.offset.reset=earliest");
    }

    @Override
    public long done(MongoClient store) {
        return store.getDatabase(DATABASE).getCollection("events").estimatedDocumentCount();
    }

    /** Of the last event, the figures come after it is there. */
    @Override
    public void check(MongoClient store, Load load) {
        Map<String, Long> sent = load.sums().amounts();
        long end = System.nanoTime() + FIGURES_WITHIN.toNanos();
        while (!counted(store).equals(sent) && System.nanoTime() < end) {
            Program.pause(Duration.ofMillis(100));
        }
        load.requireSums(counted(store));
    }

    private static Map<String, Long> counted(MongoClient store) {
        Map<String, Long> counted = new HashMap<>();
        for (Document sums : store.getDatabase(DATABASE).getCollection("sums").find()) {
            sums.forEach((measure, amount) -> {
                if (amount instanceof Number number && number.longValue() != 0) {
                    counted.put(sums.getString("_id") + " " + measure, number.longValue());
                }
            });
        }
        return counted;
    }
}
