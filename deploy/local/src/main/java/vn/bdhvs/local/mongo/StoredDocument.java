package vn.bdhvs.local.mongo;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

/**
 * How documents are kept, in the file and in the cache of its pages: as BSON. A tree of maps would take ten times the
 * heap, keep the collector busy, and be written out anew whenever a neighbour on its page changes.
 */
final class StoredDocument {

    private StoredDocument() {}

    static byte[] encode(Document document) {
        ByteBuf bytes = Unpooled.buffer(1024);
        BsonEncoder.encodeDocument(document, bytes);
        return ByteBufUtil.getBytes(bytes);
    }

    /** A document of the caller's own, who may change it. */
    static Document decode(byte[] bytes) {
        return BsonDecoder.decodeBson(Unpooled.wrappedBuffer(bytes));
    }
}
