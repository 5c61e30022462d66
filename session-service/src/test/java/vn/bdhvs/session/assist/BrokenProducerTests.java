package vn.bdhvs.session.assist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import vn.bdhvs.local.Topic;
import vn.bdhvs.session.platform.Platform;

/** A producer that will never work again, as after a fatal answer of the broker or an Error in its own thread. */
class BrokenProducerTests {

    private static volatile boolean hasFailed;

    /** Part of a producer; it works only if it was made after the first failure. */
    public static final class Breaking extends ByteArraySerializer {

        private final boolean sound = hasFailed;

        @Override
        public byte[] serialize(String topic, byte[] data) {
            if (!sound) {
                hasFailed = true;
                throw new KafkaException("the producer is in an error state");
            }
            return super.serialize(topic, data);
        }
    }

    /** All events waited until the next start. */
    @Test
    void isReplaced() {
        String serializer =
                "spring.cloud.stream.kafka.bindings.citizen-assisted.producer.configuration.value.serializer=";
        try (Service service = Service.start("broken", Platform.brokers(), serializer + Breaking.class.getName());
                Topic topic = new Topic(Platform.brokers(), "citizen-assisted")) {
            String id = service.api()
                    .post("/api/v1/assists", Reports.report())
                    .json()
                    .get("id")
                    .stringValue();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> !topic.withKey(id).isEmpty());
            assertThat(hasFailed).isTrue();
        }
    }
}
