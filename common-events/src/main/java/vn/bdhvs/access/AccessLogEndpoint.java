package vn.bdhvs.access;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/** Shows operators who did what: {@code /actuator/accesslog?who=…&did=…&to=…}, the latest first, page by page. */
@Endpoint(id = "accesslog")
final class AccessLogEndpoint {

    private static final int USUAL = 100;
    private static final int MOST = 1_000;

    private final AccessLog log;

    AccessLogEndpoint(AccessLog log) {
        this.log = log;
    }

    /**
     * A page.
     *
     * @param next to be given as {@code before} for the page after this one; null on the last
     */
    record Page(List<AccessEntry> entries, @Nullable String next) {}

    @ReadOperation
    Page entries(
            @Nullable String who,
            @Nullable String did,
            @Nullable String to,
            @Nullable String before,
            @Nullable Integer limit) {
        int most = limit == null ? USUAL : Math.max(1, Math.min(MOST, limit));
        List<AccessEntry> entries = log.entries(who, did, to, before, most);
        return new Page(
                entries,
                entries.size() < most ? null : entries.get(entries.size() - 1).id());
    }
}
