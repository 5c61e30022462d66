package vn.bdhvs.analytics.security;

import org.springframework.boot.security.autoconfigure.actuate.web.reactive.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatchers;

/**
 * Who may call what. The page and the figures that it shows hold no personal data and are open until people log in;
 * the service listens on loopback only. Everything else takes a token of the issuer.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebFluxSecurity
class SecurityConfiguration {

    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

    private static final String DOCUMENTATION_SECURITY_POLICY =
            CONTENT_SECURITY_POLICY + "; style-src 'self' 'unsafe-inline'; img-src 'self' data:";

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
                        "/swagger-ui.html",
                        "/swagger-ui/**",
                        "/webjars/swagger-ui/**"))
                .authorizeExchange(exchanges -> exchanges.anyExchange().permitAll())
                .headers(headers ->
                        headers.contentSecurityPolicy(policy -> policy.policyDirectives(DOCUMENTATION_SECURITY_POLICY)))
                .csrf(ServerHttpSecurity.CsrfSpec::disable)
                .build();
    }

    @Bean
    @Order(3)
    SecurityWebFilterChain api(ServerHttpSecurity http, SecurityProblems problems) {
        return http.authorizeExchange(exchanges -> exchanges
                        .pathMatchers(HttpMethod.GET, "/", "/index.html", "/css/**", "/js/**", "/copy/**", "/img/**")
                        .permitAll()
                        .pathMatchers("/api/v1/campaigns/*/figures/*/activities")
                        .authenticated()
                        .pathMatchers(HttpMethod.GET, "/api/v1/campaigns", "/api/v1/campaigns/**")
                        .permitAll()
                        .pathMatchers(
                                "/api/v1/rejections/**",
                                "/api/v1/ingest",
                                "/api/v1/ingest/**",
                                "/api/v1/audit",
                                "/api/v1/audit/**",
                                "/api/v1/control-totals",
                                "/api/v1/generations",
                                "/api/v1/generations/**")
                        .hasRole("operator")
                        .anyExchange()
                        .authenticated())
                .oauth2ResourceServer(server -> server.jwt(Customizer.withDefaults())
                        .authenticationEntryPoint(problems)
                        .accessDeniedHandler(problems))
                .headers(headers ->
                        headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_SECURITY_POLICY)))
                .csrf(ServerHttpSecurity.CsrfSpec::disable)
                .build();
    }
}
