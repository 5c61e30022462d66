package vn.bdhvs.local.issuer;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;
import vn.bdhvs.local.issuer.Identities.Identity;

/** Spring Authorization Server with the demo {@link Identities}; its endpoints and its login page are Boot's. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class IssuerConfiguration {

    private static final TokenSettings TOKENS = TokenSettings.builder()
            .accessTokenTimeToLive(Duration.ofHours(1))
            .refreshTokenTimeToLive(Duration.ofDays(30))
            // Each is good for one use, as is recommended; so a screen that is never off stays logged in.
            .reuseRefreshTokens(false)
            .build();

    record Settings(String uri, Path keyFile, List<String> dashboards) {}

    /** Clients whose id is their name. The framework's own collection refuses clients that share a secret. */
    private record KnownClients(Map<String, RegisteredClient> byName) implements RegisteredClientRepository {

        @Override
        public void save(RegisteredClient client) {
            throw new UnsupportedOperationException("the clients of the demo are fixed");
        }

        @Override
        public @Nullable RegisteredClient findById(String id) {
            return byName.get(id);
        }

        @Override
        public @Nullable RegisteredClient findByClientId(String clientId) {
            return byName.get(clientId);
        }
    }

    @Bean
    AuthorizationServerSettings authorizationServerSettings(Settings settings) {
        return AuthorizationServerSettings.builder().issuer(settings.uri()).build();
    }

    /** Lets the pages on which a service's API can be tried, which lie on other ports, ask for tokens. */
    @Bean
    FilterRegistrationBean<CorsFilter> pagesOfThisMachine() {
        CorsConfiguration cors = new CorsConfiguration();
        cors.setAllowedOriginPatterns(List.of("http://127.0.0.1:[*]", "http://localhost:[*]"));
        cors.setAllowedMethods(List.of("POST"));
        cors.setAllowedHeaders(List.of("Authorization", "Content-Type", "X-Requested-With"));
        UrlBasedCorsConfigurationSource paths = new UrlBasedCorsConfigurationSource();
        paths.registerCorsConfiguration("/oauth2/token", cors);
        FilterRegistrationBean<CorsFilter> filter = new FilterRegistrationBean<>(new CorsFilter(paths));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }

    @Bean
    JWKSource<SecurityContext> keys(Settings settings) {
        return new ImmutableJWKSet<>(new JWKSet(SigningKey.in(settings.keyFile())));
    }

    @Bean
    RegisteredClientRepository clients(Settings settings) {
        List<RegisteredClient> clients = new ArrayList<>();
        for (Identity client : Identities.CLIENTS) {
            clients.add(registered(client.name())
                    .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                    .build());
        }
        clients.add(dashboard(settings.dashboards()));
        return new KnownClients(
                clients.stream().collect(Collectors.toMap(RegisteredClient::getClientId, Function.identity())));
    }

    private static RegisteredClient dashboard(List<String> addresses) {
        RegisteredClient.Builder dashboard = registered(Identities.DASHBOARD)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .authorizationGrantType(AuthorizationGrantType.REFRESH_TOKEN)
                .scope(OidcScopes.OPENID)
                .scope(OidcScopes.PROFILE)
                .clientSettings(ClientSettings.builder()
                        .requireProofKey(true)
                        .requireAuthorizationConsent(false)
                        .build());
        for (String address : addresses) {
            dashboard.redirectUri(address + "/login/oauth2/code/campaign-pulse").postLogoutRedirectUri(address + "/");
        }
        return dashboard.build();
    }

    private static RegisteredClient.Builder registered(String name) {
        return RegisteredClient.withId(name)
                .clientId(name)
                .clientSecret(Identities.SECRET)
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST)
                .tokenSettings(TOKENS);
    }

    /** Secrets that everybody knows need no hash, and hashing would cost more than the rest of a token. */
    @Bean
    PasswordEncoder plainSecrets() {
        return new PasswordEncoder() {
            @Override
            public @Nullable String encode(@Nullable CharSequence secret) {
                return secret == null ? null : secret.toString();
            }

            @Override
            public boolean matches(@Nullable CharSequence given, @Nullable String kept) {
                return given != null && kept != null && kept.contentEquals(given);
            }
        };
    }

    @Bean
    UserDetailsService users() {
        return new InMemoryUserDetailsManager(Identities.USERS.stream()
                .map(user -> User.withUsername(user.name())
                        .password(Identities.SECRET)
                        .roles(user.roles().toArray(String[]::new))
                        .build())
                .toList());
    }

    /** Says on each token, and to the dashboard in the identity token, what its bearer may do and where. */
    @Bean
    OAuth2TokenCustomizer<JwtEncodingContext> claims() {
        return context -> {
            Authentication bearer = context.getPrincipal();
            if (bearer != null) {
                Identities.named(bearer.getName())
                        .ifPresent(identity -> context.getClaims().claims(claims -> claims.putAll(identity.claims())));
            }
            if (context.getTokenType().getValue().equals("access_token")) {
                context.getClaims().audience(List.of(Identities.AUDIENCE));
            }
        };
    }
}
