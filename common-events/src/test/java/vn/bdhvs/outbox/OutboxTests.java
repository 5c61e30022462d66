package vn.bdhvs.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.convert.MappingMongoConverter;
import org.springframework.data.mongodb.core.convert.MongoCustomConversions;
import org.springframework.data.mongodb.core.convert.NoOpDbRefResolver;
import org.springframework.data.mongodb.core.mapping.MongoMappingContext;
import vn.bdhvs.event.ActivityEvent;
import vn.bdhvs.event.CitizenAssisted;
import vn.bdhvs.event.EventFormat;

class OutboxTests {

    private static final Instant DONE = Instant.parse("2025-03-26T00:30:00Z");
    private static final ActivityEvent EVENT = new ActivityEvent(
            URI.create("/session-service"),
            "0195d000-0000-7000-8000-000000000001",
            "0195d000-0000-7000-8000-000000000002",
            DONE,
            DONE.plusSeconds(60),
            new CitizenAssisted(
                    "binh-dan-hoc-vu-so-2025",
                    "724",
                    "tri-thuc-tre",
                    "binh-duong-so",
                    CitizenAssisted.Channel.ONE_STOP,
                    CitizenAssisted.Outcome.REFERRED,
                    2));

    @Test
    void holdsTheRecordAsTheContractWritesItAndGivesItBackUnchanged() {
        MongoCustomConversions conversions = new MongoCustomConversions(List.of());
        MongoMappingContext context = new MongoMappingContext();
        context.setSimpleTypeHolder(conversions.getSimpleTypeHolder());
        MappingMongoConverter converter = new MappingMongoConverter(NoOpDbRefResolver.INSTANCE, context);
        converter.setCustomConversions(conversions);
        converter.afterPropertiesSet();
        Document stored = new Document();
        converter.write(Outbox.of(EVENT), stored);

        assertThat(stored).containsKeys("due", "since", "entries").containsEntry("last", EVENT.id());
        assertThat(stored.getList("entries", Document.class).get(0).keySet())
                .containsExactlyInAnyOrder("id", "topic", "key", "headers", "data");
        PendingEvent back = converter.read(Outbox.class, stored).entries().get(0);
        ProducerRecord<String, byte[]> contract = EventFormat.toRecord(EVENT);
        assertThat(back.topic()).isEqualTo(contract.topic());
        assertThat(back.key()).isEqualTo(contract.key());
        assertThat(back.data()).isEqualTo(contract.value());
        contract.headers().forEach(header -> assertThat(back.headers())
                .containsEntry(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
    }
}
