package vn.bdhvs.analytics.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyList;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.ServerAddress;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.client.MongoCollection;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.bson.BsonDocument;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.data.mongodb.core.MongoTemplate;
import vn.bdhvs.analytics.SentEvents;
import vn.bdhvs.analytics.journal.Origin;
import vn.bdhvs.clock.BusinessClock;

/** What the journal makes of refused writes that no embedded store produces. */
class JournalTests {

    @Test
    void tellsADocumentThatTheStoreNeverTakesFromItsNeighbours() {
        List<Journal.Journalled> journalled = journalThatRefuses(121).add(entries());
        assertThat(journalled)
                .extracting(Journal.Journalled::outcome)
                .containsExactly(Journal.Outcome.FRESH, Journal.Outcome.UNSTORABLE, Journal.Outcome.FRESH);
    }

    /** Seen red with a journal that takes every refusal but a duplicate for the document's fault. */
    @ParameterizedTest
    @ValueSource(ints = {14031, 10107, 112, 11600, 262})
    void neverBlamesARecordForAFullDiskOrAChangeOfThePrimary(int code) {
        Journal journal = journalThatRefuses(code);
        assertThatThrownBy(() -> journal.add(entries())).isInstanceOf(MongoBulkWriteException.class);
    }

    @SuppressWarnings("unchecked")
    private static Journal journalThatRefuses(int code) {
        MongoCollection<Document> collection = mock(MongoCollection.class);
        when(collection.withWriteConcern(any())).thenReturn(collection);
        MongoCollection<RawBsonDocument> encoded = mock(MongoCollection.class);
        when(collection.withDocumentClass(RawBsonDocument.class)).thenReturn(encoded);
        when(encoded.insertMany(anyList(), any()))
                .thenThrow(new MongoBulkWriteException(
                        BulkWriteResult.unacknowledged(),
                        List.of(new BulkWriteError(code, "refused", new BsonDocument(), 1)),
                        null,
                        new ServerAddress(),
                        Set.of()));
        MongoTemplate mongo = mock(MongoTemplate.class);
        when(mongo.getCollection(anyString())).thenReturn(collection);
        return new Journal(mongo, BusinessClock.real(ZoneId.of("Asia/Ho_Chi_Minh")));
    }

    private static List<Entry> entries() {
        return IntStream.range(0, 3)
                .mapToObj(offset -> new Entry(
                        new Origin("topic", 0, offset),
                        new ConsumerRecord<>("citizen-assisted", 0, offset, new byte[0], new byte[0]),
                        SentEvents.assist("25942")))
                .toList();
    }
}
