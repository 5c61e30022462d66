package vn.bdhvs.registration.sealing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A key that seals (AES-256-GCM, NIST SP 800-38D, a random nonce of 96 bits) and hashes (HMAC-SHA-256), each with a key of
 * its own that is derived from the secret. Safe for use by many threads.
 */
final class SealingKey {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{1,20}");
    private static final int SECRET_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int HASH_BYTES = 16;
    private static final String HMAC = "HmacSHA256";

    private final String id;
    private final SecretKeySpec sealing;
    private final SecretKeySpec hashing;
    private final SecureRandom random = new SecureRandom();

    /**
     * @throws IllegalArgumentException if it is no key; the message names the property
     */
    SealingKey(SealingProperties.Key key) {
        if (!ID.matcher(key.id()).matches()) {
            throw new IllegalArgumentException(
                    "personal-data.keys: the id '%s' must be letters, digits and hyphens, 20 at most"
                            .formatted(key.id()));
        }
        byte[] secret = decode(key);
        this.id = key.id();
        this.sealing = new SecretKeySpec(mac(new SecretKeySpec(secret, HMAC), "seal"), "AES");
        this.hashing = new SecretKeySpec(mac(new SecretKeySpec(secret, HMAC), "hash"), HMAC);
    }

    private static byte[] decode(SealingProperties.Key key) {
        byte @Nullable [] secret = null;
        try {
            secret = Base64.getDecoder().decode(key.secret().strip());
        } catch (IllegalArgumentException e) {
            // As one of the wrong length: its message would quote the secret.
        }
        if (secret == null || secret.length != SECRET_BYTES) {
            throw new IllegalArgumentException(
                    "personal-data.keys: the secret of '%s' must be %d random bytes in Base64 (openssl rand -base64 %d)"
                            .formatted(key.id(), SECRET_BYTES, SECRET_BYTES));
        }
        return secret;
    }

    String id() {
        return id;
    }

    /**
     * Sealed text; never the same twice.
     *
     * @param kind what it is: it opens as nothing else
     */
    String seal(String text, String kind) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, kind, text.getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder()
                .encodeToString(ByteBuffer.allocate(nonce.length + sealed.length)
                        .put(nonce)
                        .put(sealed)
                        .array());
    }

    /**
     * What was sealed.
     *
     * @throws IllegalStateException if it was sealed with another key, as another kind, or was changed
     */
    String open(String sealed, String kind) {
        byte[] bytes = Base64.getDecoder().decode(sealed);
        byte[] nonce = Arrays.copyOf(bytes, NONCE_BYTES);
        byte[] text = cipher(Cipher.DECRYPT_MODE, nonce, kind, Arrays.copyOfRange(bytes, NONCE_BYTES, bytes.length));
        return new String(text, StandardCharsets.UTF_8);
    }

    private byte[] cipher(int mode, byte[] nonce, String kind, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, sealing, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(kind.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "what is sealed as %s with the key %s does not open".formatted(kind, id), e);
        }
    }

    /** The hash of a text, hexadecimal, with this key's id. */
    String hash(String text) {
        return id + Seal.HASH_MARK + HexFormat.of().formatHex(Arrays.copyOf(mac(hashing, text), HASH_BYTES));
    }

    private static byte[] mac(SecretKeySpec key, String text) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + HMAC, e);
        }
    }
}
