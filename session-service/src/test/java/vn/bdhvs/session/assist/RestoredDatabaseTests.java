package vn.bdhvs.session.assist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vn.bdhvs.clock.BusinessClock;
import vn.bdhvs.local.Topic;
import vn.bdhvs.local.kafka.EmbeddedKafka;
import vn.bdhvs.local.kafka.Topics;
import vn.bdhvs.session.platform.Platform;
import vn.bdhvs.tally.EventTally;
import vn.bdhvs.tally.SourceTally;

/** The service's database comes back from a backup, while Kafka has gone on. A minute of business time takes a second. */
class RestoredDatabaseTests {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String SOURCE = "/session-service";
    private static final String OTHERS = "/districts/724/portal";
    private static final Instant MINUTE = Instant.parse("2025-03-26T01:00:00Z");
    private static final Instant AHEAD = MINUTE.plus(365, ChronoUnit.DAYS);

    private final Path directory = Platform.temporary();

    @Test
    void tellsOfEachMinuteThatIsLostAndOfNoOther() throws Exception {
        try (EmbeddedKafka broker = EmbeddedKafka.start(directory, 0)) {
            Topics.create(broker.brokers());
            put(broker, SourceTally.of(OTHERS, MINUTE, EventTally.NONE.plus("theirs")));
            put(broker, SourceTally.of(SOURCE, AHEAD, EventTally.NONE.plus("of an instance that is ahead")));
            put(broker, "nothing", "no JSON");

            Map<Instant, List<Long>> before = Map.of();
            Instant lost;
            Instant partlyLost;
            try (Service service = start(broker, "08:00")) {
                Instant through = MINUTE;
                for (int i = 0; i < 3; i++) {
                    for (int each = 0; each < 5; each++) {
                        service.api().post("/api/v1/assists", Reports.report());
                    }
                    through = service.context().getBean(BusinessClock.class).instant();
                    before = told(awaitThrough(broker, through), SOURCE);
                }
                List<Instant> several = before.entrySet().stream()
                        .skip(1)
                        .filter(told -> last(told.getValue()) > 1)
                        .map(Map.Entry::getKey)
                        .toList();
                lost = before.keySet().iterator().next();
                partlyLost = several.get(0);
                MongoOperations mongo = service.context().getBean(MongoOperations.class);
                mongo.remove(recordedIn(lost), Assist.class);
                mongo.findAndRemove(recordedIn(partlyLost), Assist.class);
            }
            before.get(lost).add(0L);
            before.get(partlyLost).add(last(before.get(partlyLost)) - 1);
            assertThat(before).containsKey(AHEAD).hasSizeGreaterThan(3);

            try (Service again = start(broker, "10:00")) {
                assertThat(again.context().isRunning()).isTrue();
                assertThat(told(awaitThrough(broker, MINUTE.plus(2, ChronoUnit.HOURS)), SOURCE))
                        .isEqualTo(before);
            }
            try (Service onceMore = start(broker, "12:00")) {
                assertThat(onceMore.context().isRunning()).isTrue();
                List<ConsumerRecord<String, byte[]>> all = awaitThrough(broker, MINUTE.plus(4, ChronoUnit.HOURS));
                assertThat(told(all, SOURCE)).isEqualTo(before);
                assertThat(told(all, OTHERS)).isEqualTo(Map.of(MINUTE, List.of(1L)));
            }
        }
    }

    private static Service start(EmbeddedKafka broker, String time) {
        return Service.start(
                "restored",
                broker.brokers(),
                "tally.every=300ms",
                "tally.settle=1s",
                "campaign.clock.start=2025-03-26T" + time + ":00+07:00",
                "campaign.clock.rate=60");
    }

    private static Query recordedIn(Instant minute) {
        return Query.query(Criteria.where("revision.at").gte(minute).lt(minute.plus(1, ChronoUnit.MINUTES)));
    }

    private static void put(EmbeddedKafka broker, SourceTally tally) throws Exception {
        put(broker, tally.key(), new String(tally.toBytes(), StandardCharsets.UTF_8));
    }

    private static void put(EmbeddedKafka broker, String key, String value) throws Exception {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.brokers()), new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(SourceTally.TOPIC, key, value.getBytes(StandardCharsets.UTF_8)))
                    .get();
        }
    }

    /** All that was told by the time when it was told up to a later time than this. */
    private static List<ConsumerRecord<String, byte[]>> awaitThrough(EmbeddedKafka broker, Instant time) {
        try (Topic topic = new Topic(broker.brokers(), SourceTally.TOPIC)) {
            return await().atMost(Duration.ofSeconds(60)).until(topic::all, all -> all.stream()
                    .filter(each -> each.key().equals(SOURCE))
                    .map(each -> JSON.readTree(each.value()).get("through").stringValue())
                    .anyMatch(through -> Instant.parse(through).isAfter(time)));
        }
    }

    /** By minute, the counts that a source has told one after the other. */
    private static Map<Instant, List<Long>> told(List<ConsumerRecord<String, byte[]>> all, String source) {
        Map<Instant, List<Long>> told = new TreeMap<>();
        all.stream().filter(each -> each.key().startsWith(source + " ")).forEach(each -> {
            JsonNode tally = JSON.readTree(each.value());
            told.computeIfAbsent(Instant.parse(tally.get("minute").stringValue()), key -> new ArrayList<>())
                    .add(tally.get("count").longValue());
        });
        return told;
    }

    private static long last(List<Long> counts) {
        return counts.get(counts.size() - 1);
    }
}
