package vn.bdhvs.registration.sealing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Seals personal data with the first of its keys and opens it with whichever it was sealed with; hashes under all of them,
 * so that what was hashed before a key came is still found. Safe for use by many threads.
 */
public final class Seal {

    /** Between the id of the key, which has none, and a hash. */
    public static final char HASH_MARK = '.';

    private static final String SEALED = "sealed:";

    private final SealingKey first;
    private final Map<String, SealingKey> keys = new LinkedHashMap<>();

    /**
     * @throws IllegalArgumentException if there is no key, or one is none; the message names the property
     */
    Seal(List<SealingProperties.Key> keys) {
        for (SealingProperties.Key key : keys) {
            if (this.keys.put(key.id(), new SealingKey(key)) != null) {
                throw new IllegalArgumentException("personal-data.keys: there are two with the id '" + key.id() + "'");
            }
        }
        this.first = this.keys.values().stream()
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "personal-data.keys is missing: personal data is kept under a key only. Set"
                                + " PERSONALDATA_KEYS_0_ID and PERSONALDATA_KEYS_0_SECRET (openssl rand -base64 32)"));
    }

    /** Id of the key that seals. */
    public String key() {
        return first.id();
    }

    /** Ids of the keys that only open. */
    public List<String> olderKeys() {
        return keys.keySet().stream().skip(1).toList();
    }

    /**
     * Sealed text; never the same twice.
     *
     * @param kind what it is: it opens as nothing else
     */
    public String seal(String text, String kind) {
        return SEALED + first.id() + ":" + first.seal(text, kind);
    }

    /**
     * What was sealed; what never was, as it is.
     *
     * @throws IllegalStateException if its key is not among these, or it does not open
     */
    public String open(String kept, String kind) {
        if (!kept.startsWith(SEALED)) {
            return kept;
        }
        int end = kept.indexOf(':', SEALED.length());
        String id = kept.substring(SEALED.length(), end);
        SealingKey key = keys.get(id);
        if (key == null) {
            throw new IllegalStateException(
                    "personal-data.keys lacks the key '" + id + "', with which some personal data is sealed still");
        }
        return key.open(kept.substring(end + 1), kind);
    }

    /** Hashes of a text under each key, the first key's first. */
    public List<String> hashes(String text) {
        return keys.values().stream().map(key -> key.hash(text)).toList();
    }

    /** The hash of a text under the first key. */
    public String hash(String text) {
        return first.hash(text);
    }

    /** Whether a hash is of this text, under whichever key. */
    public boolean isHash(String kept, String text) {
        SealingKey key = keys.get(kept.substring(0, Math.max(0, kept.indexOf(HASH_MARK))));
        return key != null && key.hash(text).equals(kept);
    }
}
