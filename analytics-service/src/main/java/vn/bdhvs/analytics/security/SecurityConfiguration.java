package vn.bdhvs.analytics.security;

import java.net.URI;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.boot.security.autoconfigure.actuate.web.reactive.EndpointRequest;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.config.web.server.SecurityWebFiltersOrder;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.oauth2.client.web.server.ServerOAuth2AuthorizedClientRepository;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.context.ServerSecurityContextRepository;
import org.springframework.security.web.server.csrf.CookieServerCsrfTokenRepository;
import org.springframework.security.web.server.csrf.CsrfWebFilter;
import org.springframework.security.web.server.header.CrossOriginOpenerPolicyServerHttpHeadersWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.server.header.CrossOriginResourcePolicyServerHttpHeadersWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.server.header.ReferrerPolicyServerHttpHeadersWriter.ReferrerPolicy;
import org.springframework.security.web.server.util.matcher.AndServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher.MatchResult;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatchers;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import vn.bdhvs.access.AccessLog;
import vn.bdhvs.analytics.catalogue.Asker;
import vn.bdhvs.analytics.login.SessionCookie;
import vn.bdhvs.limit.RequestLimits;

/** Who may call what, by roles; which units they see of it is told by each question's {@link Asker}. */
@Configuration(proxyBeanMethods = false)
@EnableWebFluxSecurity
class SecurityConfiguration {

    /** What the page is made of, without any figures. */
    private static final String[] OPEN = {"/css/**", "/js/**", "/copy/**", "/img/**", "/sign-in.html"};

    private static final String[] FIGURES = {
        "/api/v1/campaigns",
        "/api/v1/campaigns/*",
        "/api/v1/campaigns/*/figures",
        "/api/v1/campaigns/*/figures/differences",
        "/api/v1/campaigns/*/export",
        "/api/v1/campaigns/*/map",
        "/api/v1/campaigns/*/reporting",
        "/api/v1/campaigns/*/live",
        "/api/v1/campaigns/*/screen"
    };

    /** What a screen tells of itself. */
    private static final String SCREENS = "/api/v1/screens/**";

    /** Single activities: not for a wall screen. */
    private static final String[] ACTIVITIES = {
        "/api/v1/campaigns/*/figures/*/activities", "/api/v1/activities/receipt", "/api/v1/activities/*/receipt"
    };

    /** What the services do that took them in is by the caller's rights there. */
    private static final String REPORTS = "/api/v1/reports/**";

    private static final String[] OPERATION = {
        "/api/v1/rejections/**",
        "/api/v1/ingest/**",
        "/api/v1/audit/**",
        "/api/v1/control-totals/**",
        "/api/v1/generations/**",
        "/api/v1/sessions/**"
    };

    private static final String PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";

    /** Other origins may be added to its last directive. */
    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

    private static final String DOCUMENTATION_SECURITY_POLICY =
            CONTENT_SECURITY_POLICY + "; style-src 'self' 'unsafe-inline'; img-src 'self' data:";

    /** The request is observed as a whole, and not once more by each filter. */
    @Bean
    SecurityObservationSettings securityObservations() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    @Order(1)
    SecurityWebFilterChain actuator(ServerHttpSecurity http) {
        return http.securityMatcher(EndpointRequest.toAnyEndpoint())
                .authorizeExchange(exchanges -> exchanges
                        .matchers(EndpointRequest.to("health"))
                        .permitAll()
                        .anyExchange()
                        .hasRole("operator"))
                .oauth2ResourceServer(server -> server.jwt(Customizer.withDefaults()))
                .csrf(ServerHttpSecurity.CsrfSpec::disable)
                .build();
    }

    /** The description of the API and the page that shows it, which sets styles of its own and draws from data. */
    @Bean
    @Order(2)
    SecurityWebFilterChain documentation(ServerHttpSecurity http) {
        return http.securityMatcher(ServerWebExchangeMatchers.pathMatchers(
                        HttpMethod.GET,
                        "/v3/api-docs/**",
                        "/v3/api-docs.yaml",
                        "/swagger-ui.html",
                        "/swagger-ui/**",
                        "/webjars/swagger-ui/**"))
                .authorizeExchange(exchanges -> exchanges.anyExchange().permitAll())
                .headers(headers ->
                        headers.contentSecurityPolicy(policy -> policy.policyDirectives(DOCUMENTATION_SECURITY_POLICY)))
                .csrf(ServerHttpSecurity.CsrfSpec::disable)
                .build();
    }

    /**
     * The page's files, which are everybody's and hold nothing of anybody: many and small, so their answers carry no more
     * than they need.
     */
    @Bean
    @Order(3)
    SecurityWebFilterChain assets(ServerHttpSecurity http) {
        return http.securityMatcher(ServerWebExchangeMatchers.pathMatchers(HttpMethod.GET, "/assets/**"))
                .authorizeExchange(exchanges -> exchanges.anyExchange().permitAll())
                .headers(headers -> headers.cache(ServerHttpSecurity.HeaderSpec.CacheSpec::disable)
                        .frameOptions(ServerHttpSecurity.HeaderSpec.FrameOptionsSpec::disable)
                        .xssProtection(ServerHttpSecurity.HeaderSpec.XssProtectionSpec::disable)
                        .crossOriginResourcePolicy(policy -> policy.policy(CrossOriginResourcePolicy.SAME_ORIGIN)))
                .requestCache(ServerHttpSecurity.RequestCacheSpec::disable)
                .csrf(ServerHttpSecurity.CsrfSpec::disable)
                .build();
    }

    /**
     * Pages, by a login; the API, by a login or a bearer token. What no rule names is nobody's.
     *
     * @param login what a login stands for
     */
    @Bean
    @Order(4)
    SecurityWebFilterChain api(
            ServerHttpSecurity http,
            SecurityProblems problems,
            SignIn signIn,
            ServerSecurityContextRepository login,
            ServerOAuth2AuthorizedClientRepository logins,
            OAuth2ClientProperties client,
            RequestLimits limits,
            AccessLog log) {
        return http.authorizeExchange(exchanges -> exchanges
                        .pathMatchers(HttpMethod.GET, OPEN)
                        .permitAll()
                        .pathMatchers(HttpMethod.GET, "/", "/index.html", "/api/v1/me")
                        .authenticated()
                        .pathMatchers(HttpMethod.GET, FIGURES)
                        .hasAnyRole(Asker.readers())
                        .pathMatchers(HttpMethod.POST, SCREENS)
                        .hasAnyRole(Asker.readers())
                        .pathMatchers(HttpMethod.GET, ACTIVITIES)
                        .hasAnyRole(Asker.readersOfActivities())
                        .pathMatchers(REPORTS)
                        .hasAnyRole("emitter", "officer")
                        .pathMatchers(OPERATION)
                        .hasRole("operator")
                        .anyExchange()
                        .denyAll())
                .addFilterBefore(
                        new CallerLimit(limits, problems, "/oauth2/", "/login/"), SecurityWebFiltersOrder.HTTP_BASIC)
                .addFilterBefore(new CallerLimit(limits, problems, "/api/"), SecurityWebFiltersOrder.AUTHORIZATION)
                .addFilterBefore(new AccessRecorder(log, problems), SecurityWebFiltersOrder.AUTHORIZATION)
                .securityContextRepository(login)
                .requestCache(cache -> cache.requestCache(signIn.wanted()))
                .oauth2Login(oidc -> oidc.authorizedClientRepository(logins)
                        .securityContextRepository(login)
                        .authenticationFailureHandler(signIn))
                .logout(logout -> logout.logoutHandler(handlers -> handlers.add(0, signIn))
                        .logoutSuccessHandler(signIn))
                .oauth2ResourceServer(server -> server.jwt(Customizer.withDefaults())
                        .authenticationEntryPoint(problems)
                        .accessDeniedHandler(problems))
                .exceptionHandling(errors ->
                        errors.authenticationEntryPoint(signIn.orElse(problems)).accessDeniedHandler(problems))
                .headers(headers -> headers.contentSecurityPolicy(
                                policy -> policy.policyDirectives(CONTENT_SECURITY_POLICY + " " + issuer(client)))
                        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN))
                        .permissionsPolicy(policy -> policy.policy(PERMISSIONS_POLICY))
                        .crossOriginOpenerPolicy(policy -> policy.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
                        .crossOriginResourcePolicy(policy -> policy.policy(CrossOriginResourcePolicy.SAME_ORIGIN)))
                .csrf(csrf -> csrf.csrfTokenRepository(csrfCookie())
                        .requireCsrfProtectionMatcher(new AndServerWebExchangeMatcher(
                                CsrfWebFilter.DEFAULT_CSRF_MATCHER, SecurityConfiguration::bySession))
                        .accessDeniedHandler(problems))
                .build();
    }

    /** Where the issuer is: logging out goes on there, which is the last directive's to allow. */
    private static String issuer(OAuth2ClientProperties client) {
        return client.getProvider().values().stream()
                .map(OAuth2ClientProperties.Provider::getIssuerUri)
                .filter(Objects::nonNull)
                .map(URI::create)
                .map(uri -> uri.getScheme() + "://" + uri.getAuthority())
                .collect(Collectors.joining(" "));
    }

    private static Mono<MatchResult> bySession(ServerWebExchange exchange) {
        return SessionCookie.saysWhoCalls(exchange) ? MatchResult.match() : MatchResult.notMatch();
    }

    private static CookieServerCsrfTokenRepository csrfCookie() {
        CookieServerCsrfTokenRepository cookie = new CookieServerCsrfTokenRepository();
        cookie.setCookieCustomizer(settings -> settings.sameSite("Lax"));
        return cookie;
    }
}
