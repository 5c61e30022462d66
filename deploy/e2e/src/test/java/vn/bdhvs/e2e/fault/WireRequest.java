package vn.bdhvs.e2e.fault;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * What a proxy understands of a request in MongoDB's wire protocol.
 *
 * @param id by which the reply names it
 * @param command as {@code insert}; empty if it is no command of today's protocol, as a driver's greeting
 * @param collection what the command is given, a collection's name for those that read or write; else empty
 * @param text the whole message, byte for byte as ISO 8859-1
 */
record WireRequest(int id, String command, String collection, String text) {

    private static final int HEADER = 16;
    private static final int OP_MSG = 2013;
    private static final int BODY_SECTION = 0;
    private static final int STRING = 2;

    /** Reads a whole message, with its header. */
    static WireRequest read(byte[] message) {
        ByteBuffer buffer = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        int id = buffer.getInt(4);
        String text = new String(message, StandardCharsets.ISO_8859_1);
        if (buffer.getInt(12) != OP_MSG) {
            return new WireRequest(id, "", "", text);
        }
        buffer.position(HEADER + 4);
        while (buffer.get() != BODY_SECTION) {
            buffer.position(buffer.position() + buffer.getInt(buffer.position()));
        }
        buffer.getInt(); // length of the body
        int type = buffer.get();
        String command = name(buffer);
        String collection = "";
        if (type == STRING) {
            byte[] value = new byte[buffer.getInt() - 1];
            buffer.get(value);
            collection = new String(value, StandardCharsets.UTF_8);
        }
        return new WireRequest(id, command, collection, text);
    }

    private static String name(ByteBuffer buffer) {
        int begin = buffer.position();
        while (buffer.get() != 0) {}
        return new String(buffer.array(), begin, buffer.position() - begin - 1, StandardCharsets.UTF_8);
    }

    /** Whether the text occurs anywhere in the message, in a name or a value. */
    boolean contains(String part) {
        return text.contains(new String(part.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
    }
}
