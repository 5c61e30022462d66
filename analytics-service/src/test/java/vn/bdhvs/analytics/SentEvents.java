package vn.bdhvs.analytics;

import com.github.f4b6a3.uuid.UuidCreator;
import io.cloudevents.jackson.JsonFormat;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import vn.bdhvs.event.Activity;
import vn.bdhvs.event.ActivityEvent;
import vn.bdhvs.event.CitizenAssisted;
import vn.bdhvs.event.ClassHeld;
import vn.bdhvs.event.EventFormat;
import vn.bdhvs.event.NilReported;
import vn.bdhvs.event.VolunteerRegistered;

/** Puts events on Kafka as an emitter does. */
public final class SentEvents implements AutoCloseable {

    public static final String CAMPAIGN = "binh-dan-hoc-vu-so-2025";
    public static final Instant NOON = Instant.parse("2025-03-20T05:00:00Z");

    private final KafkaProducer<String, byte[]> producer;

    public SentEvents(String brokers) {
        this.producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers, ProducerConfig.ACKS_CONFIG, "all"),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /** A report of three people helped by the unit, done and received at noon of 20 March 2025. */
    public static ActivityEvent assist(String unit) {
        return assist(unit, 3, NOON, NOON);
    }

    public static ActivityEvent assist(String unit, int citizens, Instant done, Instant received) {
        return event(
                new CitizenAssisted(
                        CAMPAIGN,
                        unit,
                        "tri-thuc-tre",
                        "chu-ky-so-ca-nhan",
                        CitizenAssisted.Channel.HOME,
                        CitizenAssisted.Outcome.COMPLETED,
                        citizens),
                done,
                received);
    }

    public static ActivityEvent volunteer(String unit, String team, Instant done, Instant received) {
        return event(new VolunteerRegistered(CAMPAIGN, unit, team), done, received);
    }

    /** A class of the digital-literacy team about AI tools. */
    public static ActivityEvent classHeld(
            String unit, ClassHeld.Mode mode, ClassHeld.Learners learners, Instant done, Instant received) {
        return event(
                new ClassHeld(CAMPAIGN, unit, "binh-dan-hoc-vu-so", "cong-cu-ai", mode, 90, learners, 2),
                done,
                received);
    }

    public static ActivityEvent nil(String unit, LocalDate day, Instant received) {
        return event(
                new NilReported(CAMPAIGN, unit, day),
                day.atStartOfDay(ZoneId.of("Asia/Ho_Chi_Minh")).toInstant(),
                received);
    }

    public static ActivityEvent event(Activity activity, Instant done, Instant received) {
        return new ActivityEvent(
                URI.create("/session-service"),
                UuidCreator.getTimeOrderedEpoch().toString(),
                UuidCreator.getTimeOrderedEpoch().toString(),
                done,
                received,
                activity);
    }

    /** The event in structured mode: one JSON text that holds everything. */
    public static ProducerRecord<String, byte[]> structured(ActivityEvent event) {
        return KafkaMessageFactory.<String>createWriter(event.activity().kafkaTopic(), event.subject())
                .writeStructured(EventFormat.toCloudEvent(event), JsonFormat.CONTENT_TYPE);
    }

    public RecordMetadata send(ActivityEvent event) {
        return send(EventFormat.toRecord(event));
    }

    public RecordMetadata send(ProducerRecord<String, byte[]> sent) {
        try {
            return producer.send(sent).get(20, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
