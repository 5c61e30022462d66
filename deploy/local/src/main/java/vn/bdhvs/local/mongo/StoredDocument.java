package vn.bdhvs.local.mongo;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Map;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;
import org.jspecify.annotations.Nullable;

/** How documents are stored: as BSON, which is several times smaller and faster than Java serialization. */
final class StoredDocument extends BasicDataType<Document> {

    static final StoredDocument TYPE = new StoredDocument();

    private StoredDocument() {}

    /** An estimate of the heap a document takes; the store splits pages and bounds its cache by it. */
    @Override
    public int getMemory(Document document) {
        return heapOf(document);
    }

    private static int heapOf(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            int heap = 120;
            for (Map.Entry<?, ?> field : map.entrySet()) {
                heap += 96 + heapOf(field.getValue());
            }
            return heap;
        }
        if (value instanceof Collection<?> values) {
            int heap = 64;
            for (Object element : values) {
                heap += 8 + heapOf(element);
            }
            return heap;
        }
        return value instanceof String text ? 48 + text.length() : 24;
    }

    @Override
    public void write(WriteBuffer target, Document document) {
        ByteBuf bytes = Unpooled.buffer(512);
        BsonEncoder.encodeDocument(document, bytes);
        target.putVarInt(bytes.readableBytes()).put(bytes.nioBuffer());
    }

    @Override
    public Document read(ByteBuffer source) {
        return BsonDecoder.decodeBson(StoredKey.slice(source, DataUtils.readVarInt(source)));
    }

    @Override
    public Document[] createStorage(int size) {
        return new Document[size];
    }
}
