package vn.bdhvs.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.net.URI;
import java.net.URISyntaxException;
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
import tools.jackson.databind.JsonNode;
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
        return schema(activity.kafkaTopic());
    }

    private static URI schema(String name) {
        return URI.create("https://schemas.bdhvs.vn/" + name + ".v1.json");
    }

    /**
     * The event as a CloudEvent. Its data holds no property but those of the activity's own record; that of a retraction
     * names the event which it takes back, and holds that one's time and data. The {@code time} of a retraction is when it
     * was accepted.
     */
    public static CloudEvent toCloudEvent(ActivityEvent event) {
        CloudEventBuilder builder = CloudEventBuilder.v1()
                .withId(event.id())
                .withSource(event.source())
                .withType(event.type())
                .withSubject(event.subject())
                .withDataContentType("application/json")
                .withExtension(RECORDED_TIME, event.recordedTime().toString())
                .withExtension(PARTITION_KEY, event.subject());
        Retracted retracted = event.retracted();
        if (retracted == null) {
            builder.withTime(event.time().atOffset(ZoneOffset.UTC))
                    .withDataSchema(schemaOf(event.activity()))
                    .withData(JSON.writeValueAsBytes(event.activity()));
        } else {
            builder.withTime(event.recordedTime().atOffset(ZoneOffset.UTC))
                    .withDataSchema(schema("activity-retracted"))
                    .withData(JSON.writeValueAsBytes(RetractedData.of(event, retracted)));
        }
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
        Instant time = time(required("time", cloudEvent.getTime()));
        Instant recorded = recordedTime(cloudEvent, appended);
        String referenceHash = cloudEvent.getExtension(REFERENCE_HASH) instanceof String hash
                ? requireBounded(REFERENCE_HASH, hash)
                : null;
        CloudEventData data = required("data", cloudEvent.getData());
        if (!Retracted.TYPE.equals(cloudEvent.getType())) {
            return new ActivityEvent(
                    cloudEvent.getSource(),
                    cloudEvent.getId(),
                    subject,
                    time,
                    recorded,
                    parse(data, kind("type", cloudEvent.getType())),
                    referenceHash);
        }
        RetractedData retracted = parse(data, RetractedData.class);
        return new ActivityEvent(
                cloudEvent.getSource(),
                cloudEvent.getId(),
                subject,
                retracted.doneAt(),
                recorded,
                retracted.activity(),
                referenceHash,
                retracted.retracted());
    }

    /** Data of a retraction: the event that it takes back, as that one's emitter put it. */
    private record RetractedData(
            @JsonProperty(required = true) String source,
            @JsonProperty(required = true) String id,
            @JsonProperty(required = true) String type,
            @JsonProperty(required = true) String time,
            @JsonProperty(required = true) JsonNode data) {

        private static RetractedData of(ActivityEvent event, Retracted retracted) {
            return new RetractedData(
                    retracted.source().toString(),
                    retracted.id(),
                    event.activity().type(),
                    event.time().toString(),
                    JSON.valueToTree(event.activity()));
        }

        private Retracted retracted() {
            requireNamed("data.source", source);
            requireNamed("data.id", id);
            try {
                return new Retracted(new URI(source), id);
            } catch (URISyntaxException e) {
                throw new InvalidEvent("invalid-data", "data.source '%s' is no URI reference".formatted(source));
            }
        }

        private static void requireNamed(String field, String value) {
            if (value.isBlank()) {
                throw new InvalidEvent("invalid-data", field + " is blank");
            }
            requireBounded(field, value);
        }

        private Instant doneAt() {
            try {
                return Rfc3339.time(time).toInstant();
            } catch (DateTimeException e) {
                throw new InvalidEvent(
                        "invalid-data", "data.time '%s' is not an RFC 3339 time with an offset".formatted(time));
            }
        }

        private Activity activity() {
            Class<? extends Activity> kind = kind("data.type", type);
            if (!data.isObject()) {
                throw new InvalidEvent("invalid-data", "data.data is not a JSON object");
            }
            try {
                return JSON.treeToValue(data, kind);
            } catch (JacksonException e) {
                throw new InvalidEvent("invalid-data", "data.data: " + e.getOriginalMessage());
            }
        }
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

    private static Class<? extends Activity> kind(String field, String type) {
        Class<? extends Activity> kind = KINDS.get(type);
        if (kind == null) {
            throw new InvalidEvent(
                    "unknown-type",
                    "the %s '%s' is not one of %s%s"
                            .formatted(
                                    field,
                                    type,
                                    String.join(", ", KINDS.keySet()),
                                    field.equals("type") ? ", " + Retracted.TYPE : ""));
        }
        return kind;
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
        T parsed;
        try {
            parsed = JSON.readValue(data.toBytes(), type);
        } catch (JacksonException e) {
            throw new InvalidEvent("invalid-data", "data: " + e.getOriginalMessage());
        }
        if (parsed == null) {
            throw new InvalidEvent("invalid-data", "data: it is null");
        }
        return parsed;
    }

    private static <T> T required(String attribute, @Nullable T value) {
        if (value == null) {
            throw new InvalidEvent("missing-attribute", "the attribute '%s' is missing".formatted(attribute));
        }
        return value;
    }
}
