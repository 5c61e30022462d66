package vn.bdhvs.analytics.ingest;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import vn.bdhvs.analytics.fold.RecordStamp;

/** Stamps records as they were polled. */
final class Stamps {

    private Stamps() {}

    /** The record's time at the broker, and the checksum of its key and value. */
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
}
