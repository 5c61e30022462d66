package vn.bdhvs.analytics.login;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

/**
 * What the issuer gave to somebody who logged in. All times are real ones.
 *
 * @param name whose login it is: the subject at the issuer
 * @param accessToken says what its bearer may do, exactly as a client would send it
 * @param refreshToken gets the next one; null if the issuer gives none
 * @param idToken tells the issuer at the end whose session is over
 * @param fetchedAt when the issuer last said so
 * @param expiresAt when the access token ends
 */
record Login(
        String name,
        String accessToken,
        @Nullable String refreshToken,
        String idToken,
        Instant fetchedAt,
        Instant expiresAt) {

    /** Tokens end a little early here, so that none ends on its way. */
    private static final Duration EARLY = Duration.ofSeconds(5);

    /** For an access token of which the issuer does not say how long it lasts. */
    private static final Duration SHORT = Duration.ofMinutes(1);

    static Login of(OAuth2AuthorizedClient client, OidcUser user) {
        Instant now = now();
        return new Login(
                user.getName(),
                client.getAccessToken().getTokenValue(),
                client.getRefreshToken() == null
                        ? null
                        : client.getRefreshToken().getTokenValue(),
                user.getIdToken().getTokenValue(),
                now,
                end(client.getAccessToken(), now));
    }

    /** The same login, with what the issuer says now. */
    Login refreshed(OAuth2AccessTokenResponse response) {
        Instant now = now();
        return new Login(
                name,
                response.getAccessToken().getTokenValue(),
                response.getRefreshToken() == null
                        ? refreshToken
                        : response.getRefreshToken().getTokenValue(),
                response.getAdditionalParameters().get(OidcParameterNames.ID_TOKEN) instanceof String id ? id : idToken,
                now,
                end(response.getAccessToken(), now));
    }

    /** As exact as the store keeps it, by which a login is told from the one before. */
    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    private static Instant end(OAuth2AccessToken token, Instant now) {
        Instant end = token.getExpiresAt();
        return end == null ? now.plus(SHORT) : end;
    }

    /** Whether the issuer was asked so recently, or cannot be asked again. */
    boolean isFresh(Instant now, Duration rightsAge) {
        return !isOver(now) && (refreshToken == null || now.isBefore(fetchedAt.plus(rightsAge)));
    }

    /** Whether its access token has ended. */
    boolean isOver(Instant now) {
        return !now.isBefore(expiresAt.minus(EARLY));
    }
}
