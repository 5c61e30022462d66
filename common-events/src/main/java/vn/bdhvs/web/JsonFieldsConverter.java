package vn.bdhvs.web;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotWritableException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the body of a command: one JSON object of limited size, without doubled names or anything after it. */
final class JsonFieldsConverter extends AbstractHttpMessageConverter<JsonFields> {

    static final int MAX_BYTES = 64 * 1024;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    JsonFieldsConverter() {
        super(MediaType.APPLICATION_JSON);
    }

    @Override
    protected boolean supports(Class<?> type) {
        return type == JsonFields.class;
    }

    @Override
    public boolean canWrite(Class<?> type, @Nullable MediaType mediaType) {
        return false;
    }

    @Override
    protected JsonFields readInternal(Class<? extends JsonFields> type, HttpInputMessage message) throws IOException {
        byte[] body = message.getBody().readNBytes(MAX_BYTES + 1);
        if (body.length > MAX_BYTES) {
            throw new RefusedRequest(
                    HttpStatus.CONTENT_TOO_LARGE,
                    "body-too-large",
                    "The body may hold %d bytes at most".formatted(MAX_BYTES),
                    List.of());
        }
        try {
            JsonNode json = JSON.readTree(body);
            if (json.isObject()) {
                return new JsonFields(json);
            }
        } catch (JacksonException e) {
            logger.debug("a body that is not JSON", e);
        }
        throw RefusedRequest.malformed();
    }

    @Override
    protected void writeInternal(JsonFields fields, HttpOutputMessage message) {
        throw new HttpMessageNotWritableException("a command is only read");
    }
}
