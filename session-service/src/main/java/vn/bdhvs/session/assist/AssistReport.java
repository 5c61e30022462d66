package vn.bdhvs.session.assist;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import vn.bdhvs.event.CitizenAssisted;

/**
 * What a client reports.
 *
 * @param assistedAt when it was done, to the millisecond
 * @param clientReference the client's own name for this report, unique among its reports
 */
public record AssistReport(
        CitizenAssisted assisted,
        Instant assistedAt,
        @Nullable String clientReference) {

    /**
     * Equal for reports that say the same, however they were written down. The client's reference is a name, not
     * content, and has no part in it.
     */
    String fingerprint() {
        String canonical = String.join(
                "\n",
                assisted.campaign(),
                assisted.unit(),
                assisted.team(),
                assisted.service(),
                assisted.channel().name(),
                assisted.outcome().name(),
                Integer.toString(assisted.citizens()),
                assistedAt.toString());
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(canonical.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
