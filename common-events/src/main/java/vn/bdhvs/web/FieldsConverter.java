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

/** Reads the body of a command: one JSON object of limited size. */
final class FieldsConverter extends AbstractHttpMessageConverter<Fields> {

    static final int MAX_BYTES = 64 * 1024;

    FieldsConverter() {
        super(MediaType.APPLICATION_JSON);
    }

    @Override
    protected boolean supports(Class<?> type) {
        return type == Fields.class;
    }

    @Override
    public boolean canWrite(Class<?> type, @Nullable MediaType mediaType) {
        return false;
    }

    @Override
    protected Fields readInternal(Class<? extends Fields> type, HttpInputMessage message) throws IOException {
        StrictJson.requireUtf8(message.getHeaders().getContentType());
        byte[] body = message.getBody().readNBytes(MAX_BYTES + 1);
        if (body.length > MAX_BYTES) {
            throw new RefusedRequest(
                    HttpStatus.CONTENT_TOO_LARGE,
                    "body-too-large",
                    "The body may hold %d bytes at most".formatted(MAX_BYTES),
                    List.of());
        }
        return Fields.of(StrictJson.object(StrictJson.utf8(body)));
    }

    @Override
    protected void writeInternal(Fields fields, HttpOutputMessage message) {
        throw new HttpMessageNotWritableException("a command is only read");
    }
}
