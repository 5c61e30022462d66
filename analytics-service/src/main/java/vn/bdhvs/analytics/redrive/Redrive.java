package vn.bdhvs.analytics.redrive;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cloud.stream.config.BindingServiceProperties;
import org.springframework.stereotype.Component;
import vn.bdhvs.analytics.journal.Origin;
import vn.bdhvs.analytics.kafka.KafkaConnection;
import vn.bdhvs.analytics.rejection.RedriveLedger;
import vn.bdhvs.analytics.rejection.Redriven;
import vn.bdhvs.clock.BusinessClock;

/**
 * Puts rejected records back on the topics that they came from, as they were, under new offsets, where the ingest judges
 * them again. The store says which; their bytes are read from the topic of rejected records, in one pass. A record is
 * marked once Kafka has it; one whose mark was lost is put back again, and the journal knows the copy.
 */
@Component
@EnableConfigurationProperties(RedriveProperties.class)
class Redrive {

    private static final Logger log = LoggerFactory.getLogger(Redrive.class);
    private static final String BINDING = "rejections-out-0";
    private static final int MOST_NAMED = 100;

    private final RedriveLedger ledger;
    private final KafkaConnection kafka;
    private final RedriveProperties properties;
    private final String topic;
    private final BusinessClock clock;

    Redrive(
            RedriveLedger ledger,
            KafkaConnection kafka,
            RedriveProperties properties,
            BindingServiceProperties bindings,
            BusinessClock clock) {
        this.ledger = ledger;
        this.kafka = kafka;
        this.properties = properties;
        this.topic = Objects.requireNonNull(bindings.getBindingDestination(BINDING));
        this.clock = clock;
    }

    /** A record that cannot be put back, and why. */
    record Impossible(String origin, String reason) {}

    /**
     * What a redrive did.
     *
     * @param matched records that were asked for
     * @param redriven of these, put back now
     * @param alreadyRedriven of these, put back earlier and left alone
     * @param impossible some of the others, {@value #MOST_NAMED} at most
     */
    record Answer(long matched, long redriven, long alreadyRedriven, List<Impossible> impossible) {}

    /**
     * Puts back what the order asks for, and returns when Kafka has all of it and all of it is marked.
     *
     * @param by who asks, for the marks
     * @throws KafkaDoesNotAnswer if Kafka does not; what was put back until then is marked
     */
    Answer run(RedriveLedger.Order order, String by) {
        Pass pass = new Pass(order, by);
        try (RejectedTopic rejected = new RejectedTopic(kafka, topic);
                PuttingBack puttingBack = new PuttingBack(kafka, properties.kafka())) {
            while (pass.left > 0 && rejected.hasMore()) {
                pass.putBack(rejected.next(), rejected, puttingBack);
            }
        } catch (KafkaException e) {
            log.error("A redrive stopped after {} records: Kafka does not answer", pass.redriven, e);
            throw new KafkaDoesNotAnswer(pass.redriven, e);
        }
        return pass.answer();
    }

    /** One pass through the topic, and what has been done in it so far. */
    private final class Pass {

        private final RedriveLedger.Order order;
        private final String by;
        private final long matched;
        private final List<Impossible> named = new ArrayList<>();
        private long left;
        private long redriven;
        private long impossible;

        Pass(RedriveLedger.Order order, String by) {
            this.order = order;
            this.by = by;
            this.matched = ledger.matched(order);
            this.left = ledger.due(order);
        }

        void putBack(
                Map<String, ConsumerRecord<byte[], byte[]>> records, RejectedTopic rejected, PuttingBack puttingBack) {
            Set<Origin> refused = new LinkedHashSet<>();
            ledger.forEachDue(order, records.keySet(), kept -> {
                Origin origin = kept.origin();
                ConsumerRecord<byte[], byte[]> polled = Objects.requireNonNull(records.get(origin.written()));
                try {
                    puttingBack.send(origin, Original.record(kept, polled, rejected.partitionsOf(kept.topic())));
                } catch (CannotBeRedriven e) {
                    refuse(origin, e.why());
                    refused.add(origin);
                }
            });
            PuttingBack.Window window = puttingBack.await();
            window.tooLarge().forEach(origin -> refuse(origin, "its topic takes no record of its size"));
            refused.addAll(window.tooLarge());
            mark(window, refused);
            if (window.failure() != null) {
                throw window.failure();
            }
        }

        private void mark(PuttingBack.Window window, Set<Origin> refused) {
            Instant now = clock.instant();
            Map<Origin, Redriven> putBack = new LinkedHashMap<>();
            window.putBack()
                    .forEach((origin, lies) ->
                            putBack.put(origin, new Redriven(now, by, lies.topic(), lies.partition(), lies.offset())));
            ledger.mark(order, putBack, refused);
            redriven += putBack.size();
            left -= putBack.size() + refused.size();
        }

        private void refuse(Origin origin, String why) {
            impossible++;
            if (named.size() < MOST_NAMED) {
                named.add(new Impossible(origin.written(), why));
            }
        }

        Answer answer() {
            if (left > 0) {
                ledger.forEachDue(order, origin -> refuse(origin, topic + " does not hold it"));
            }
            return new Answer(matched, redriven, matched - redriven - impossible, named);
        }
    }
}
