package vn.bdhvs.analytics.redrive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;
import static vn.bdhvs.analytics.SentEvents.NOON;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.cloud.stream.config.BindingServiceProperties;
import org.springframework.data.mongodb.core.MongoTemplate;
import vn.bdhvs.analytics.RunningAnalytics;
import vn.bdhvs.analytics.journal.Origin;
import vn.bdhvs.analytics.kafka.KafkaConnection;
import vn.bdhvs.analytics.rejection.Claims;
import vn.bdhvs.analytics.rejection.Excerpt;
import vn.bdhvs.analytics.rejection.RedriveLedger;
import vn.bdhvs.analytics.rejection.RejectedRecord;
import vn.bdhvs.analytics.rejection.RejectedRecords;
import vn.bdhvs.analytics.rejection.RejectedRecords.Question;
import vn.bdhvs.clock.BusinessClock;
import vn.bdhvs.local.kafka.EmbeddedKafka;
import vn.bdhvs.local.kafka.Topics;

/** A broker of its own goes away in the middle of a redrive and comes back. */
class BrokenOffRedriveTests extends RunningAnalytics {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int MANY = Integer.getInteger("redrive.many", 20_000);

    private final String source = "/districts/720/" + UUID.randomUUID();
    private final String topicId = UUID.randomUUID().toString();

    @Autowired
    private RedriveLedger ledger;

    @Autowired
    private RejectedRecords rejections;

    @Autowired
    private BindingServiceProperties bindings;

    @Autowired
    private BusinessClock clock;

    @Autowired
    private MongoTemplate mongo;

    @Test
    void marksWhatWasPutBackAndGoesOnFromThere(@TempDir Path directory) {
        EmbeddedKafka kafka = EmbeddedKafka.start(directory, 0);
        int port = Integer.parseInt(kafka.brokers().substring(kafka.brokers().indexOf(':') + 1));
        Topics.create(kafka.brokers());
        reject(kafka.brokers());
        Redrive redrive = new Redrive(
                ledger,
                new KafkaConnection(kafka.brokers(), Map.of()),
                new RedriveProperties(Map.of()),
                bindings,
                clock);

        CompletableFuture<KafkaDoesNotAnswer> brokenOff = CompletableFuture.supplyAsync(
                () -> catchThrowableOfType(KafkaDoesNotAnswer.class, () -> redrive.run(order(), "operator")));
        await().atMost(SOON).pollInterval(Duration.ofMillis(5)).until(() -> marked() > 0);
        kafka.close();
        KafkaDoesNotAnswer problem = brokenOff.join();
        long marked = marked();
        assertThat(problem.getStatusCode().value()).isEqualTo(503);
        assertThat(problem.getBody().getProperties()).containsEntry("redriven", marked);
        assertThat(marked).isBetween(1L, MANY - 1L);

        kafka = EmbeddedKafka.start(directory, port);
        assertThat(redrive.run(order(), "operator"))
                .isEqualTo(new Redrive.Answer(MANY, MANY - marked, marked, List.of()));
        try (RawRecords raw = new RawRecords(kafka.brokers())) {
            assertThat(raw.all("citizen-assisted").stream()
                            .map(record -> RawRecords.text(record.headers(), "redriven"))
                            .collect(Collectors.toSet()))
                    .hasSize(MANY);
        }
        kafka.close();
    }

    private RedriveLedger.Order order() {
        return new RedriveLedger.Order(
                UUID.randomUUID().toString(),
                new Question(null, source, null, null, null),
                null,
                clock.instant(),
                false);
    }

    private long marked() {
        return mongo.getCollection("rejections")
                .countDocuments(new Document("source", source).append("redriven", new Document("$exists", true)));
    }

    /** Leaves what the ingest leaves behind of records that it rejects. */
    private void reject(String brokers) {
        byte[] value = new byte[1_000];
        List<RejectedRecord> kept = new ArrayList<>();
        List<ProducerRecord<byte[], byte[]>> sent = new ArrayList<>();
        for (int offset = 0; offset < MANY; offset++) {
            Origin origin = new Origin(topicId, offset % 12, offset);
            kept.add(new RejectedRecord(
                    origin,
                    "citizen-assisted",
                    "unreadable",
                    "it is",
                    new Claims(null, source, null, null, null, null),
                    null,
                    List.of(),
                    0,
                    Excerpt.of(value),
                    NOON,
                    NOON));
            ProducerRecord<byte[], byte[]> record = new ProducerRecord<>("activity-rejected", value);
            record.headers()
                    .add("rejected_topicid", bytes(topicId))
                    .add("rejected_partition", bytes(Integer.toString(origin.partition())))
                    .add("rejected_offset", bytes(Long.toString(origin.offset())));
            sent.add(record);
        }
        rejections.keep(kept);
        try (RawRecords raw = new RawRecords(brokers)) {
            raw.send(sent);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
