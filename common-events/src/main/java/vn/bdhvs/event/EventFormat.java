package vn.bdhvs.event;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;
import vn.bdhvs.clock.Rfc3339;

/**
 * Writes and reads events in the Kafka protocol binding of CloudEvents 1.0. It writes binary mode and reads binary and
 * structured mode. Unknown attributes and unknown data fields are ignored, so that a newer emitter does not break an
 * older reader; a required field that is missing or null and a wrong type are refused. Stateless and safe for use by many threads.
 */
public final class EventFormat {

    /** Extension attribute: when a service accepted the event. */
    public static final String RECORDED_TIME = "recordedtime";

    /** Extension attribute: the Kafka key. */
    public static final String PARTITION_KEY = "partitionkey";

    /** Extension attribute: {@link ClientReferences} of the client's own reference, if it gave one. */
    public static final String REFERENCE_HASH = "referencehash";

    /** The longest id, source, subject or reference hash that is read, in characters. */
    private static final int LONGEST_ATTRIBUTE = 1_000;

    private static final JsonMapper JSON = JsonMapper.builder()
            .changeDefaultNullHandling(nulls -> JsonSetter.Value.forValueNulls(Nulls.FAIL))
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(
                    LogicalType.Textual, textual -> textual.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .build();

    private static final Map<String, Class<? extends Activity>> KINDS = new TreeMap<>(Map.of(
            VolunteerRegistered.TYPE, VolunteerRegistered.class,
            ClassHeld.TYPE, ClassHeld.class,
            CitizenAssisted.TYPE, CitizenAssisted.class,
            NilReported.TYPE, NilReported.class));

    private EventFormat() {}

    /**
     * The URI that names the JSON Schema of a type. The schema itself ships in this module, and the command services
     * serve it under {@code /schemas}.
     */
    public static URI schemaOf(Activity activity) {
        return URI.create("https://schemas.bdhvs.vn/" + activity.kafkaTopic() + ".v1.json");
    }

    /**
     * The event as a CloudEvent. Its data holds no property but those of the activity's own record.
     */
    public static CloudEvent toCloudEvent(ActivityEvent event) {
        CloudEventBuilder builder = CloudEventBuilder.v1()
                .withId(event.id())
                .withSource(event.source())
                .withType(event.activity().type())
                .withSubject(event.subject())
                .withTime(event.time().atOffset(ZoneOffset.UTC))
                .withDataContentType("application/json")
                .withDataSchema(schemaOf(event.activity()))
                .withExtension(RECORDED_TIME, event.recordedTime().toString())
                .withExtension(PARTITION_KEY, event.subject())
                .withData(JSON.writeValueAsBytes(event.activity()));
        if (event.referenceHash() != null) {
            builder.withExtension(REFERENCE_HASH, event.referenceHash());
        }
        return builder.build();
    }

    /** The Kafka record that carries the event in binary mode, keyed by its subject, on its activity's topic. */
    public static ProducerRecord<String, byte[]> toRecord(ActivityEvent event) {
        return KafkaMessageFactory.<String>createWriter(event.activity().kafkaTopic(), event.subject())
                .writeBinary(toCloudEvent(event));
    }

    /**
     * Reads what a broker delivered.
     *
     * @param payload the record's value; null for a tombstone
     * @param appended when the broker appended the record, in business time; the recorded time of an event without one
     * @throws InvalidEvent with a reason, if it is not an event of the contract
     */
    public static ActivityEvent read(Headers headers, byte @Nullable [] payload, Instant appended) {
        if (payload == null) {
            throw new InvalidEvent("unreadable", "the record has no value");
        }
        CloudEvent cloudEvent;
        try {
            cloudEvent = KafkaMessageFactory.createReader(headers, payload).toEvent();
        } catch (RuntimeException e) {
            // Nothing but the record takes part, so it is at fault. The SDK says so in many ways, and one that got
            // through would have the record tried again for ever.
            throw new InvalidEvent("unreadable", "the record is not a CloudEvent: " + e.getMessage());
        }
        requireBounded("source", cloudEvent.getSource().toString());
        requireBounded("id", cloudEvent.getId());
        String subject = requireBounded("subject", required("subject", cloudEvent.getSubject()));
        return new ActivityEvent(
                cloudEvent.getSource(),
                cloudEvent.getId(),
                subject,
                time(required("time", cloudEvent.getTime())),
                recordedTime(cloudEvent, appended),
                activity(cloudEvent),
                cloudEvent.getExtension(REFERENCE_HASH) instanceof String hash
                        ? requireBounded(REFERENCE_HASH, hash)
                        : null);
    }

    /** Readers keep these with each event, in documents and indexes that do not take any length. */
    private static String requireBounded(String attribute, String value) {
        if (value.length() > LONGEST_ATTRIBUTE) {
            throw new InvalidEvent(
                    "invalid-attribute",
                    "the attribute '%s' has %d characters, more than %d"
                            .formatted(attribute, value.length(), LONGEST_ATTRIBUTE));
        }
        return value;
    }

    private static Instant time(OffsetDateTime time) {
        try {
            return Rfc3339.plausible(time).toInstant();
        } catch (DateTimeException e) {
            throw new InvalidEvent("invalid-attribute", "time '%s': %s".formatted(time, e.getMessage()));
        }
    }

    private static Instant recordedTime(CloudEvent cloudEvent, Instant appended) {
        Object value = cloudEvent.getExtension(RECORDED_TIME);
        if (value == null) {
            return appended;
        }
        try {
            return value instanceof OffsetDateTime time
                    ? Rfc3339.plausible(time).toInstant()
                    : Rfc3339.time(value.toString()).toInstant();
        } catch (DateTimeException e) {
            throw new InvalidEvent(
                    "invalid-attribute", "recordedtime '%s' is not an RFC 3339 time with an offset".formatted(value));
        }
    }

    private static Activity activity(CloudEvent cloudEvent) {
        CloudEventData data = required("data", cloudEvent.getData());
        Class<? extends Activity> kind = KINDS.get(cloudEvent.getType());
        if (kind == null) {
            throw new InvalidEvent(
                    "unknown-type",
                    "the type '%s' is not one of %s"
                            .formatted(cloudEvent.getType(), String.join(", ", KINDS.keySet())));
        }
        return parse(data, kind);
    }

    /**
     * The activity that is kept elsewhere as its type and its data, under the contract's names.
     *
     * @throws IllegalArgumentException if it is not one of the contract
     */
    public static Activity activity(String type, Map<String, ?> data) {
        Class<? extends Activity> kind = KINDS.get(type);
        if (kind == null) {
            throw new IllegalArgumentException(
                    "the type '%s' is not one of %s".formatted(type, String.join(", ", KINDS.keySet())));
        }
        try {
            return JSON.convertValue(data, kind);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not the data of %s: %s".formatted(type, e.getOriginalMessage()), e);
        }
    }

    private static <T> T parse(CloudEventData data, Class<T> type) {
        try {
            return JSON.readValue(data.toBytes(), type);
        } catch (JacksonException e) {
            throw new InvalidEvent("invalid-data", "data: " + e.getOriginalMessage());
        }
    }

    private static <T> T required(String attribute, @Nullable T value) {
        if (value == null) {
            throw new InvalidEvent("missing-attribute", "the attribute '%s' is missing".formatted(attribute));
        }
        return value;
    }
}
