package vn.bdhvs.report.web;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import vn.bdhvs.web.Fields;
import vn.bdhvs.web.RefusedRequest;

/** The rows of a batch in whatever format, read one at a time. */
interface Rows {

    /**
     * A row, or why it cannot be read; exactly one is null.
     */
    record Row(@Nullable Fields fields, @Nullable RefusedRequest unreadable) {

        static Row of(Fields fields) {
            return new Row(fields, null);
        }

        static Row unreadable(RefusedRequest problem) {
            return new Row(null, problem);
        }

        static Row tooLong() {
            return unreadable(new RefusedRequest(
                    HttpStatus.CONTENT_TOO_LARGE,
                    "row-too-large",
                    "A row may hold %d bytes at most".formatted(Lines.MAX_LINE),
                    List.of()));
        }
    }

    /**
     * The next row; null after the last. Blank lines are no rows.
     *
     * @throws RefusedRequest if the body as a whole is not what it should be
     */
    @Nullable
    Row next() throws IOException;
}
