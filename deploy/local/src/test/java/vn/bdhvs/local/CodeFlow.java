package vn.bdhvs.local;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import vn.bdhvs.local.issuer.Identities;

/**
 * The part of a test's issuer that people log in through: authorization code with PKCE (RFC 7636), and refresh tokens that
 * are good for one use. Whoever is named in the parameter {@code user} is taken to have given the right password.
 */
final class CodeFlow {

    private record Asked(String user, @Nullable String nonce, String challenge, String redirectUri) {}

    private final Map<String, Asked> codes = new ConcurrentHashMap<>();
    private final Map<String, String> refreshTokens = new ConcurrentHashMap<>();
    private final Map<String, Boolean> bannedUsers = new ConcurrentHashMap<>();
    private final AtomicInteger refreshed = new AtomicInteger();
    private final BiFunction<String, Map<String, Object>, String> signed;

    /**
     * @param signed a token of a subject with further claims
     */
    CodeFlow(BiFunction<String, Map<String, Object>, String> signed) {
        this.signed = signed;
    }

    /** Where the browser goes with its code. */
    URI authorize(Map<String, String> query) {
        if (!Identities.DASHBOARD.equals(query.get("client_id"))
                || !"S256".equals(query.get("code_challenge_method"))) {
            throw new IllegalArgumentException("not the dashboard, or without PKCE: " + query);
        }
        String code = UUID.randomUUID().toString();
        String redirectUri = required(query, "redirect_uri");
        codes.put(
                code,
                new Asked(required(query, "user"), query.get("nonce"), required(query, "code_challenge"), redirectUri));
        return URI.create("%s?code=%s&state=%s".formatted(redirectUri, code, encoded(required(query, "state"))));
    }

    /** The answer to a code or a refresh token; empty if it is not good. */
    Optional<String> token(Map<String, String> form) {
        return switch (required(form, "grant_type")) {
            case "authorization_code" ->
                Optional.ofNullable(codes.remove(required(form, "code")))
                        .filter(asked -> asked.challenge().equals(challenge(required(form, "code_verifier"))))
                        .filter(asked -> asked.redirectUri().equals(form.get("redirect_uri")))
                        .map(asked -> tokens(asked.user(), asked.nonce()));
            case "refresh_token" ->
                Optional.ofNullable(refreshTokens.remove(required(form, "refresh_token")))
                        .filter(user -> !bannedUsers.containsKey(user))
                        .map(user -> {
                            refreshed.incrementAndGet();
                            return tokens(user, null);
                        });
            default -> Optional.empty();
        };
    }

    private String tokens(String user, @Nullable String nonce) {
        String refresh = UUID.randomUUID().toString();
        refreshTokens.put(refresh, user);
        Map<String, Object> identity = nonce == null
                ? Map.of("aud", Identities.DASHBOARD, "azp", Identities.DASHBOARD)
                : Map.of("aud", Identities.DASHBOARD, "azp", Identities.DASHBOARD, "nonce", nonce);
        return "{\"access_token\":\"%s\",\"refresh_token\":\"%s\",\"id_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":3599,\"scope\":\"openid profile\"}"
                .formatted(signed.apply(user, Map.of()), refresh, signed.apply(user, identity));
    }

    /** From now on this user's refresh tokens are worth nothing. */
    void ban(String user) {
        bannedUsers.put(user, true);
    }

    void pardon(String user) {
        bannedUsers.remove(user);
    }

    /** How often somebody's rights were asked for again. */
    int refreshed() {
        return refreshed.get();
    }

    private static String challenge(String verifier) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String required(Map<String, String> parameters, String name) {
        return Objects.requireNonNull(parameters.get(name), name);
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
