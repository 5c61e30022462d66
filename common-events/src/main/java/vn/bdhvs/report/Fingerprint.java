package vn.bdhvs.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells whether two reports say the same. The client's reference is a name, not content, and has no part in it. A field
 * that is left out leaves no trace, so that a later release with one more field still knows an earlier report again.
 */
public final class Fingerprint {

    private static final JsonMapper CANONICAL = JsonMapper.builder()
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    private Fingerprint() {}

    /** The fingerprint of a report that consists of these parts, records all of them, in this order. */
    public static String of(Object... parts) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(CANONICAL.writeValueAsBytes(parts)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
