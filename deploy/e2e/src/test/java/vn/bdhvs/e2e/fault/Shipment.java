package vn.bdhvs.e2e.fault;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka record that is to be sent, in the bytes of the CloudEvents binding, which are written by hand here.
 *
 * @param partition where it is put, modulo the topic's partitions; null leaves that to its key
 * @param headers names and texts
 * @param rejected the reason for which it has to be rejected; null if it has to be accepted or known as a copy
 */
record Shipment(
        String topic,
        @Nullable Integer partition,
        String key,
        Map<String, String> headers,
        byte @Nullable [] value,
        @Nullable String rejected) {

    /** Attributes in headers, data in the value. */
    static Shipment binary(Fact fact) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("ce_specversion", "1.0");
        headers.put("ce_id", fact.id());
        headers.put("ce_source", fact.source());
        headers.put("ce_type", fact.type());
        headers.put("ce_subject", fact.subject());
        headers.put("ce_time", fact.time().toString());
        headers.put("ce_partitionkey", fact.subject());
        if (fact.recorded() != null) {
            headers.put("ce_recordedtime", fact.recorded().toString());
        }
        headers.put("content-type", "application/json");
        return new Shipment(fact.topic(), null, fact.subject(), headers, bytes(fact.data()), null);
    }

    /** Everything in one JSON text. */
    static Shipment structured(Fact fact) {
        String recorded = fact.recorded() == null ? "" : ",\"recordedtime\":\"%s\"".formatted(fact.recorded());
        String json = """
                {"specversion":"1.0","id":"%s","source":"%s","type":"%s","subject":"%s","time":"%s"%s,\
                "partitionkey":"%s","datacontenttype":"application/json","data":%s}\
                """.formatted(
                        fact.id(),
                        fact.source(),
                        fact.type(),
                        fact.subject(),
                        fact.time(),
                        recorded,
                        fact.subject(),
                        fact.data());
        Map<String, String> headers = Map.of("content-type", "application/cloudevents+json; charset=UTF-8");
        return new Shipment(fact.topic(), null, fact.subject(), headers, bytes(json), null);
    }

    Shipment onPartition(int number) {
        return new Shipment(topic, number, key, headers, value, rejected);
    }

    Shipment onTopic(String other) {
        return new Shipment(other, partition, key, headers, value, rejected);
    }

    Shipment withValue(byte @Nullable [] other) {
        return new Shipment(topic, partition, key, headers, other, rejected);
    }

    Shipment without(String header) {
        Map<String, String> fewer = new LinkedHashMap<>(headers);
        fewer.remove(header);
        return new Shipment(topic, partition, key, fewer, value, rejected);
    }

    /** The same record, known to be bad. */
    Shipment toBeRejected(String reason) {
        return new Shipment(topic, partition, key, headers, value, reason);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
