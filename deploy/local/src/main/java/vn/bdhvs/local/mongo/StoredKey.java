package vn.bdhvs.local.mongo;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/** How keys are stored: a few BSON values, the last of which is the document's id. */
final class StoredKey extends BasicDataType<List<Object>> {

    static final StoredKey TYPE = new StoredKey();

    private StoredKey() {}

    @Override
    public int compare(List<Object> left, List<Object> right) {
        return BsonOrder.INSTANCE.compareElements(left, right);
    }

    @Override
    public int getMemory(List<Object> key) {
        int memory = 48;
        for (Object value : key) {
            memory += value instanceof String text ? 56 + text.length() : 64;
        }
        return memory;
    }

    @Override
    public void write(WriteBuffer target, List<Object> key) {
        ByteBuf bytes = Unpooled.buffer(64);
        for (Object value : key) {
            Object stored = value instanceof Missing ? null : value;
            byte type = BsonEncoder.determineType(stored);
            bytes.writeByte(type);
            BsonEncoder.encodeValue(type, stored, bytes);
        }
        target.putVarInt(key.size());
        target.putVarInt(bytes.readableBytes()).put(bytes.nioBuffer());
    }

    @Override
    public List<Object> read(ByteBuffer source) {
        int size = DataUtils.readVarInt(source);
        ByteBuf bytes = slice(source, DataUtils.readVarInt(source));
        List<Object> key = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            key.add(Missing.ofNullable(BsonDecoder.decodeValue(bytes.readByte(), bytes)));
        }
        return key;
    }

    @Override
    public List<Object>[] createStorage(int size) {
        @SuppressWarnings({"unchecked", "rawtypes"})
        List<Object>[] storage = new List[size];
        return storage;
    }

    /** The next {@code length} bytes of a source, which is moved past them. */
    static ByteBuf slice(ByteBuffer source, int length) {
        ByteBuffer slice = source.slice(source.position(), length).order(ByteOrder.BIG_ENDIAN);
        source.position(source.position() + length);
        return Unpooled.wrappedBuffer(slice);
    }
}
