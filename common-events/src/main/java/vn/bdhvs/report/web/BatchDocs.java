package vn.bdhvs.report.web;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;

/** What the OpenAPI documents say of batches, written down once. */
public final class BatchDocs {

    public static final String DESCRIPTION =
            "Newline-delimited JSON, or CSV with commas, a header row and dotted names (learners.total); UTF-8; gzip"
                    + " (Content-Encoding) is taken. Bad rows keep no good ones out: the answer tells of each row. Each row"
                    + " has a clientReference, or the request an Idempotency-Key; so a batch may be sent again, whole,"
                    + " until there is an answer. With dryRun=true nothing is written.";

    private BatchDocs() {}

    /** Marks an operation that answers so; the handler writes the answer itself. */
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @ApiResponse(
            responseCode = "200",
            description = "what became of each row, in their order",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = BatchResult.class)))
    public @interface Answered {}

    /** The shape of the answer. */
    record BatchResult(
            boolean dryRun,

            @Schema(description = "counted from 1, without header and blank lines")
            List<BatchAnswer.RowResult> rows,

            long accepted,
            long repeated,
            long rejected) {}
}
