package vn.bdhvs.e2e.fault;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bson.BsonBinaryWriter;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.codecs.EncoderContext;
import org.bson.io.BasicOutputBuffer;

/**
 * An error that a MongoDB server answers, as it stands in the server's own list of error codes.
 *
 * @param name of the code
 */
record StoreError(int code, String name) {

    /** It was the primary of its replica set and is no more; or nobody is, while they elect one. */
    static final StoreError NOT_PRIMARY = new StoreError(10_107, "NotWritablePrimary");

    /** The primary stepped down while it worked: what it did may stay or be rolled back. */
    static final StoreError STEPPED_DOWN = new StoreError(11_602, "InterruptedDueToReplStateChange");

    private static final int HEADER = 16;
    private static final int OP_MSG = 2013;

    /** The whole message that answers a request. */
    byte[] replyTo(int request) {
        BsonDocument body = new BsonDocument("ok", new BsonDouble(0))
                .append("errmsg", new BsonString(name))
                .append("code", new BsonInt32(code))
                .append("codeName", new BsonString(name));
        BasicOutputBuffer document = new BasicOutputBuffer();
        try (BsonBinaryWriter writer = new BsonBinaryWriter(document)) {
            new BsonDocumentCodec()
                    .encode(writer, body, EncoderContext.builder().build());
        }
        byte[] bytes = document.toByteArray();
        return ByteBuffer.allocate(HEADER + 5 + bytes.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(HEADER + 5 + bytes.length)
                .putInt(0)
                .putInt(request)
                .putInt(OP_MSG)
                .putInt(0)
                .put((byte) 0)
                .put(bytes)
                .array();
    }
}
