package vn.bdhvs.report.web;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ETag;
import org.springframework.http.HttpStatus;
import vn.bdhvs.report.Reported;
import vn.bdhvs.web.RefusedRequest;

/** Entity tags of reports, and the header by which a client says which of them it has seen (RFC 9110, 13.1.1). */
final class IfMatch {

    static final String NAME = "If-Match";

    private IfMatch() {}

    /** The tag of a report as it stands. */
    static String tag(Reported<?> reported) {
        return tag(reported.revision().version());
    }

    private static String tag(int version) {
        return "\"" + version + "\"";
    }

    /**
     * Which versions were seen.
     *
     * @throws RefusedRequest 428 if the client does not say
     */
    static Predicate<Integer> required(@Nullable String header) {
        if (header == null || header.isBlank()) {
            throw new RefusedRequest(
                    HttpStatus.PRECONDITION_REQUIRED,
                    "if-match-required",
                    "Send the ETag of the report that you have seen as the header If-Match, so that you replace nothing"
                            + " that you have not seen.",
                    List.of());
        }
        return seen(header);
    }

    /** Which versions were seen; any, if the client does not say. */
    static Predicate<Integer> optional(@Nullable String header) {
        return header == null || header.isBlank() ? version -> true : seen(header);
    }

    /** Weak tags match nothing: the comparison is the strong one. */
    private static Predicate<Integer> seen(String header) {
        List<ETag> tags = ETag.parse(header);
        return version -> tags.stream()
                .anyMatch(each -> each.isWildcard() || each.formattedTag().equals(tag(version)));
    }
}
