package vn.bdhvs.event;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Hashes the references that clients give to their reports, so that a client can ask for the receipt of a report by its
 * own reference although no event may carry it: a reference is free text, and districts do use phone numbers. The hash
 * is keyed with a secret of the installation, for a phone number could be found again behind a plain one. Services that
 * share the secret agree on the hash; without a secret there is none, and receipts are had by id only. Safe for use by
 * many threads.
 */
public final class ClientReferences {

    /** Shortest secret, in characters. */
    public static final int SHORTEST_SECRET = 16;

    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 16;

    private final @Nullable SecretKeySpec key;

    /**
     * @param secret shared by the services of an installation; null for none
     * @throws IllegalArgumentException if it is too short to be one
     */
    public ClientReferences(@Nullable String secret) {
        if (secret != null && secret.length() < SHORTEST_SECRET) {
            throw new IllegalArgumentException("campaign.reference-secret must have %d characters or more, and has %d"
                    .formatted(SHORTEST_SECRET, secret.length()));
        }
        this.key = secret == null ? null : new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    /** Whether there is a secret, and so a hash of anything. */
    public boolean hasSecret() {
        return key != null;
    }

    /**
     * The hash of a client's reference: equal for the same client and reference, else different.
     *
     * @param client the subject of its token
     */
    public Optional<String> hash(String client, String reference) {
        if (key == null) {
            return Optional.empty();
        }
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            byte[] hash = mac.doFinal((client + "\n" + reference).getBytes(StandardCharsets.UTF_8));
            return Optional.of(HexFormat.of().formatHex(Arrays.copyOf(hash, BYTES)));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
