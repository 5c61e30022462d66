package vn.bdhvs.local.mongo;

import java.nio.ByteBuffer;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/** The value of an entry that is all key: takes no room. */
final class Present extends BasicDataType<Boolean> {

    static final Present TYPE = new Present();

    private Present() {}

    @Override
    public int getMemory(Boolean value) {
        return 0;
    }

    @Override
    public void write(WriteBuffer target, Boolean value) {}

    @Override
    public Boolean read(ByteBuffer source) {
        return Boolean.TRUE;
    }

    @Override
    public Boolean[] createStorage(int size) {
        return new Boolean[size];
    }
}
