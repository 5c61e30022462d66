package vn.bdhvs.analytics.login;

import java.time.Duration;
import java.util.Objects;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientProperties;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientPropertiesMapper;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ReactiveClientRegistrationRepository;
import org.springframework.session.config.annotation.web.server.EnableSpringWebSession;
import org.springframework.web.server.session.CookieWebSessionIdResolver;
import org.springframework.web.server.session.WebSessionIdResolver;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** How the login is put together. */
@Configuration(proxyBeanMethods = false)
@EnableSpringWebSession
@EnableConfigurationProperties(OAuth2ClientProperties.class)
class LoginConfiguration {

    /** Only as long as the browser keeps it; how long a session lasts is the store's to say. */
    private static final Duration COOKIE = Duration.ofDays(30);

    /**
     * The client, as Boot's properties describe it. What the issuer says of itself is asked when somebody first
     * logs in, and not at the start: figures are to be counted while it is away.
     */
    @Bean
    ReactiveClientRegistrationRepository clients(OAuth2ClientProperties properties) {
        Mono<ClientRegistration> client = Mono.fromCallable(
                        () -> new OAuth2ClientPropertiesMapper(properties).asClientRegistrations())
                .map(registrations -> Objects.requireNonNull(registrations.get(Logins.CLIENT)))
                .subscribeOn(Schedulers.boundedElastic())
                .cacheInvalidateIf(registration -> false);
        return name -> name.equals(Logins.CLIENT) ? client : Mono.empty();
    }

    /** Not for scripts, not for requests that other sites make, and over TLS only where it came over TLS. */
    @Bean
    WebSessionIdResolver sessionCookie() {
        CookieWebSessionIdResolver cookie = new CookieWebSessionIdResolver();
        cookie.setCookieName(SessionCookie.NAME);
        cookie.setCookieMaxAge(COOKIE);
        cookie.addCookieInitializer(
                settings -> settings.httpOnly(true).sameSite("Lax").path("/"));
        return cookie;
    }
}
