package vn.bdhvs.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.util.ConcurrentLruCache;

/**
 * Bearer tokens that were verified less than a minute ago and have not expired: a district sends the same one with each of
 * a thousand reports, and to check its signature takes longer than to store the report. So a signing key that the issuer
 * withdraws is trusted for a minute more, of tokens that were seen before. What is refused is not remembered.
 */
final class RememberedTokens implements JwtDecoder {

    static final Duration TRUSTED = Duration.ofMinutes(1);
    private static final int MOST = 1_000;

    private record Verified(Jwt token, Instant until) {}

    private final ConcurrentLruCache<String, Verified> verified;
    private final Clock clock;

    RememberedTokens(JwtDecoder decoder, Clock clock) {
        this.verified = new ConcurrentLruCache<>(MOST, token -> verify(token, decoder, clock));
        this.clock = clock;
    }

    private static Verified verify(String token, JwtDecoder decoder, Clock clock) {
        Instant latest = clock.instant().plus(TRUSTED);
        Jwt jwt = decoder.decode(token);
        Instant expiry = jwt.getExpiresAt();
        return new Verified(jwt, expiry == null || expiry.isAfter(latest) ? latest : expiry);
    }

    /**
     * The claims of a token.
     *
     * @throws JwtException if it is no valid one
     */
    @Override
    public Jwt decode(String token) {
        Verified known = verified.get(token);
        if (!clock.instant().isBefore(known.until())) {
            verified.remove(token);
            known = verified.get(token);
        }
        return known.token();
    }
}
