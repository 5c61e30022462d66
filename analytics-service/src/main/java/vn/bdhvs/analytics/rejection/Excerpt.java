package vn.bdhvs.analytics.rejection;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;

/**
 * The first bytes of something that may be of any size and hold anything.
 *
 * @param bytes the first {@link #MOST_BYTES} at most
 * @param length how many there were in all
 */
public record Excerpt(byte[] bytes, int length) {

    static final int MOST_BYTES = 64 * 1024;

    static final String BYTES = "b";
    private static final String LENGTH = "l";
    private static final int LONGEST_CHARACTER = 4;

    /** Whether this is all that there was. */
    public boolean isWhole() {
        return bytes.length == length;
    }

    public static Excerpt of(byte[] whole) {
        return new Excerpt(whole.length > MOST_BYTES ? Arrays.copyOf(whole, MOST_BYTES) : whole, whole.length);
    }

    Document toDocument() {
        return new Document(BYTES, new Binary(bytes)).append(LENGTH, length);
    }

    /** Reads a document; where the bytes were left out of it, there are none here. */
    static @Nullable Excerpt from(@Nullable Document document) {
        if (document == null) {
            return null;
        }
        Binary bytes = document.get(BYTES, Binary.class);
        return new Excerpt(bytes == null ? new byte[0] : bytes.getData(), document.getInteger(LENGTH));
    }

    /** For JSON: its {@code length}, and the bytes as {@code text} if they are UTF-8, else as {@code base64}. */
    Map<String, Object> view() {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("length", length);
        if (length > bytes.length) {
            view.put("shown", bytes.length);
        }
        String text = text();
        if (text != null) {
            view.put("text", text);
        } else {
            view.put("base64", Base64.getEncoder().encodeToString(bytes));
        }
        return view;
    }

    /** The bytes as UTF-8, without the character that the cut went through; null if they are none. */
    private @Nullable String text() {
        int dropped = 0;
        do {
            CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
            try {
                return decoder.decode(ByteBuffer.wrap(bytes, 0, bytes.length - dropped))
                        .toString();
            } catch (CharacterCodingException e) {
                dropped++;
            }
        } while (length > bytes.length && dropped < LONGEST_CHARACTER);
        return null;
    }
}
