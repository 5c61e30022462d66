package vn.bdhvs.analytics.ingest;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Tells a record from another one that lies at the same offset after the log's tail was lost and written anew: when the
 * broker appended it, and a checksum of its bytes.
 *
 * @param appended milliseconds since the epoch, by the broker
 * @param checksum CRC-32C of key and value
 */
record RecordStamp(long appended, long checksum) {

    private static final String APPENDED = "appended";
    private static final String CHECKSUM = "checksum";

    static RecordStamp of(ConsumerRecord<?, byte[]> polled) {
        CRC32C checksum = new CRC32C();
        update(checksum, polled.key() instanceof byte[] key ? key : null);
        update(checksum, polled.value());
        return new RecordStamp(polled.timestamp(), checksum.getValue());
    }

    private static void update(CRC32C checksum, byte @Nullable [] bytes) {
        int length = bytes == null ? -1 : bytes.length;
        checksum.update(ByteBuffer.allocate(Integer.BYTES).putInt(length).flip());
        if (bytes != null) {
            checksum.update(bytes);
        }
    }

    Document toDocument() {
        return new Document(APPENDED, appended).append(CHECKSUM, checksum);
    }

    static @Nullable RecordStamp from(@Nullable Document document) {
        return document == null ? null : new RecordStamp(document.getLong(APPENDED), document.getLong(CHECKSUM));
    }
}
