package vn.bdhvs.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;

class RememberedTokensTests {

    private static final Instant BEGIN = Instant.parse("2025-03-26T02:00:00Z");

    private Instant now = BEGIN;
    private Instant expiry = BEGIN.plusSeconds(3_600);
    private boolean valid = true;
    private final List<String> checked = new ArrayList<>();
    private final RememberedTokens tokens = new RememberedTokens(this::check, new SetClock());

    @Test
    void aTokenIsCheckedOnceAMinute() {
        for (int second = 0; second < 60; second++) {
            now = BEGIN.plusSeconds(second);
            assertThat(tokens.decode("a").getTokenValue()).isEqualTo("a");
        }
        assertThat(checked).containsExactly("a");

        now = BEGIN.plusSeconds(60);
        tokens.decode("a");
        assertThat(checked).containsExactly("a", "a");
    }

    @Test
    void eachTokenIsCheckedForItself() {
        assertThat(tokens.decode("a").getTokenValue()).isEqualTo("a");
        assertThat(tokens.decode("b").getTokenValue()).isEqualTo("b");
        assertThat(checked).containsExactly("a", "b");
    }

    @Test
    void anExpiredTokenIsCheckedAtOnce() {
        expiry = BEGIN.plusSeconds(10);
        tokens.decode("a");
        now = BEGIN.plusSeconds(10);
        valid = false;
        assertThatExceptionOfType(BadJwtException.class).isThrownBy(() -> tokens.decode("a"));
    }

    @Test
    void aKeyThatIsWithdrawnIsNotTrustedForMoreThanAMinute() {
        tokens.decode("a");
        valid = false;
        now = BEGIN.plus(RememberedTokens.TRUSTED);
        assertThatExceptionOfType(BadJwtException.class).isThrownBy(() -> tokens.decode("a"));
    }

    @Test
    void whatIsRefusedIsNotRemembered() {
        valid = false;
        assertThatExceptionOfType(BadJwtException.class).isThrownBy(() -> tokens.decode("a"));
        valid = true;
        assertThat(tokens.decode("a").getTokenValue()).isEqualTo("a");
    }

    private Jwt check(String token) {
        checked.add(token);
        if (!valid) {
            throw new BadJwtException("not signed by a known key");
        }
        return Jwt.withTokenValue(token)
                .header("alg", "RS256")
                .expiresAt(expiry)
                .build();
    }

    private final class SetClock extends Clock {

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
