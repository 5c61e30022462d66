package vn.bdhvs.registration.sealing;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The keys of personal data.
 *
 * <p>A new key is brought in by three restarts of all instances, none of which has to be at the same time: with the new
 * key second; with it first; and, once {@code personal.data.resealing.pending} is 0, without the old one.
 *
 * @param keys the first seals, all of them open and hash
 * @param resealingPeriod how often it is looked for what is sealed with another than the first
 */
@ConfigurationProperties("personal-data")
record SealingProperties(
        @DefaultValue List<Key> keys, @DefaultValue("60s") Duration resealingPeriod) {

    /**
     * A key.
     *
     * @param id names it for ever; letters, digits and hyphens, 20 at most
     * @param secret 32 random bytes in Base64 ({@code openssl rand -base64 32})
     */
    record Key(String id, String secret) {

        /** Tells its secret to nobody who reads a log. */
        @Override
        public String toString() {
            return "Key[" + id + "]";
        }
    }
}
