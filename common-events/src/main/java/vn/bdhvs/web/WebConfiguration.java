package vn.bdhvs.web;

import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;
import vn.bdhvs.access.AccessLog;
import vn.bdhvs.access.AccessProperties;
import vn.bdhvs.limit.RequestLimits;

/**
 * The HTTP edge of a command service: stateless, bearer tokens only. Reporting below {@code /api} needs the role emitter,
 * correcting that or officer, reading there one of these or leader (each query narrows to the units in the token; volunteers,
 * who are people, are not for leaders), the actuator the role operator; health and schemas are open. What no rule
 * names is nobody's. Services of other kinds are not touched.
 */
@AutoConfiguration(
        afterName = {"vn.bdhvs.limit.LimitConfiguration", "vn.bdhvs.access.AccessConfiguration"},
        beforeName = {
            "org.springframework.boot.security.oauth2.server.resource.autoconfigure.web.OAuth2ResourceServerWebSecurityAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration"
        })
@ConditionalOnWebApplication(type = Type.SERVLET)
@ConditionalOnClass({DispatcherServlet.class, BearerTokenAuthenticationFilter.class, EndpointRequest.class})
@Import({ProblemAdvice.class, SchemaController.class})
class WebConfiguration {

    private static final String[] OPEN_API = {
        "/v3/api-docs/**", "/v3/api-docs.yaml", "/swagger-ui.html", "/swagger-ui/**"
    };

    private static final String[] PEOPLE = {"/api/v1/volunteers", "/api/v1/volunteers/**", "/api/v1/data-requests"};

    private static final String[] ON_BEHALF_OF_PEOPLE = {
        "/api/v1/volunteers/search",
        "/api/v1/volunteers/*/consent-withdrawal",
        "/api/v1/volunteers/*/erasure",
        "/api/v1/volunteers/*/data-requests",
        "/api/v1/data-requests/*/completion"
    };

    @Bean
    WebMvcConfigurer strictJson() {
        return new WebMvcConfigurer() {
            @Override
            public void configureMessageConverters(HttpMessageConverters.ServerBuilder builder) {
                builder.addCustomConverter(new FieldsConverter());
            }
        };
    }

    /** The request is observed as a whole, and not once more by each filter. */
    @Bean
    SecurityObservationSettings securityObservations() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    CompressedRequests compressedRequests(JsonMapper json) {
        return new CompressedRequests(new ProblemWriter(json));
    }

    @Bean
    @Order(0)
    SecurityFilterChain edge(
            HttpSecurity http,
            JsonMapper json,
            RequestLimits limits,
            AccessLog log,
            AccessProperties access,
            JwtDecoder decoder) {
        JwtDecoder tokens = new RememberedTokens(decoder, Clock.systemUTC());
        ProblemWriter writer = new ProblemWriter(json);
        SecurityProblems problems = new SecurityProblems(writer);
        CallerLimit limit = new CallerLimit(limits, writer);
        return http.authorizeHttpRequests(requests -> requests.requestMatchers(EndpointRequest.to("health"))
                        .permitAll()
                        .requestMatchers(EndpointRequest.toAnyEndpoint())
                        .hasRole("operator")
                        .requestMatchers(HttpMethod.GET, "/schemas/*")
                        .permitAll()
                        .requestMatchers(HttpMethod.GET, OPEN_API)
                        .permitAll()
                        .requestMatchers(HttpMethod.GET, PEOPLE)
                        .hasAnyRole("emitter", "officer")
                        .requestMatchers(HttpMethod.POST, ON_BEHALF_OF_PEOPLE)
                        .hasAnyRole("emitter", "officer")
                        .requestMatchers(HttpMethod.GET, "/api/**")
                        .hasAnyRole("emitter", "officer", "leader")
                        .requestMatchers(HttpMethod.PUT, "/api/v1/*/*")
                        .hasAnyRole("emitter", "officer")
                        .requestMatchers(HttpMethod.POST, "/api/v1/*/*/retraction")
                        .hasAnyRole("emitter", "officer")
                        .requestMatchers("/api/**")
                        .hasRole("emitter")
                        .requestMatchers("/error")
                        .permitAll()
                        .anyRequest()
                        .denyAll())
                .addFilterBefore(limit.early(), BearerTokenAuthenticationFilter.class)
                .addFilterAfter(limit, BearerTokenAuthenticationFilter.class)
                .addFilterAfter(new AccessRecorder(log, access.reads(), writer), CallerLimit.class)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .exceptionHandling(
                        errors -> errors.authenticationEntryPoint(problems).accessDeniedHandler(problems))
                .oauth2ResourceServer(server -> server.jwt(jwt -> jwt.decoder(tokens))
                        .authenticationEntryPoint(problems)
                        .accessDeniedHandler(problems)
                        .withObjectPostProcessor(answeringWith(problems)))
                .build();
    }

    private static ObjectPostProcessor<BearerTokenAuthenticationFilter> answeringWith(SecurityProblems problems) {
        return new ObjectPostProcessor<>() {
            @Override
            public <O extends BearerTokenAuthenticationFilter> O postProcess(O filter) {
                filter.setAuthenticationFailureHandler(problems);
                return filter;
            }
        };
    }
}
