package vn.bdhvs.tally;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * How many events there are, and a checksum of their ids that does not depend on their order: the sum, modulo 2^64, of the
 * first eight bytes of each id's SHA-256. Two tallies agree only if they are of the same events.
 */
public record EventTally(long count, long sum) {

    /** Of no events. */
    public static final EventTally NONE = new EventTally(0, 0);

    /** With one event more. */
    public EventTally plus(String eventId) {
        return new EventTally(count + 1, sum + hash(eventId));
    }

    /** The checksum as it is written: sixteen hexadecimal digits. */
    public String checksum() {
        return HexFormat.of().toHexDigits(sum);
    }

    private static long hash(String id) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(hash).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
