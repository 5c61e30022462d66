package vn.bdhvs.report.web;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import vn.bdhvs.web.Fields;
import vn.bdhvs.web.RefusedRequest;
import vn.bdhvs.web.StrictJson;

/** Rows as newline-delimited JSON: one object a line. */
final class JsonRows implements Rows {

    private final Lines lines;

    JsonRows(Lines lines) {
        this.lines = lines;
    }

    @Override
    public @Nullable Row next() throws IOException {
        for (Lines.Line line = lines.next(); line != null; line = lines.next()) {
            if (line.tooLong()) {
                return Row.tooLong();
            }
            try {
                String text = StrictJson.utf8(line.bytes());
                if (!text.isBlank()) {
                    return Row.of(Fields.of(StrictJson.object(text)));
                }
            } catch (RefusedRequest unreadable) {
                return Row.unreadable(unreadable);
            }
        }
        return null;
    }
}
