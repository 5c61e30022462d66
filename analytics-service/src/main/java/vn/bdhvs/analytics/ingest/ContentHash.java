package vn.bdhvs.analytics.ingest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import vn.bdhvs.event.ActivityEvent;

/**
 * Fingerprint of what an emitter said: type, subject, time and data; of a retraction, those of what it takes back. It
 * leaves out the recorded time, which the broker gives to events that have none, so that a resend is known as a copy.
 */
final class ContentHash {

    private static final int BYTES = 16;

    private ContentHash() {}

    static String of(ActivityEvent event) {
        // Records print all their components in a fixed order.
        String content = String.join(
                "\n",
                event.type(),
                event.subject(),
                event.time().toString(),
                event.activity().toString());
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(digest, BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
