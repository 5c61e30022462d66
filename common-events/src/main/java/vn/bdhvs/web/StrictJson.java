package vn.bdhvs.web;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads one JSON object in UTF-8, without doubled names or anything after it. */
public final class StrictJson {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private StrictJson() {}

    /**
     * Reads an object.
     *
     * @throws RefusedRequest if it is none, saying where it breaks off
     */
    public static ObjectNode object(String text) {
        try {
            JsonNode json = JSON.readTree(text);
            if (json instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException e) {
            // What it says of the place is the sender's own text; what it says of the cause is about our parser.
            throw malformed(
                    e.getLocation() == null
                            ? ""
                            : "; it goes wrong at line %d, column %d"
                                    .formatted(
                                            e.getLocation().getLineNr(),
                                            e.getLocation().getColumnNr()));
        }
        throw malformed("");
    }

    static RefusedRequest malformed(String where) {
        return new RefusedRequest(
                HttpStatus.BAD_REQUEST,
                "malformed-json",
                "This must be one JSON object (RFC 8259) in which no name occurs twice" + where,
                List.of());
    }

    /**
     * Decodes UTF-8; a byte order mark at the beginning is dropped.
     *
     * @throws RefusedRequest if it is in another encoding
     */
    public static String utf8(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new RefusedRequest(
                    HttpStatus.BAD_REQUEST,
                    "not-utf-8",
                    "The text must be encoded in UTF-8, and is not: save it as UTF-8 and send it again.",
                    List.of());
        }
    }

    /**
     * Refuses what says of itself that it is not in UTF-8.
     *
     * @throws RefusedRequest naming the only charset that is taken
     */
    public static void requireUtf8(@Nullable MediaType type) {
        Charset charset = type == null ? null : type.getCharset();
        if (charset != null && !charset.equals(StandardCharsets.UTF_8)) {
            throw new RefusedRequest(
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                    "not-utf-8",
                    "The charset of the Content-Type must be UTF-8 or be left out.",
                    List.of());
        }
    }
}
