package vn.bdhvs.web;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.OAuthFlow;
import io.swagger.v3.oas.models.security.OAuthFlows;
import io.swagger.v3.oas.models.security.Scopes;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** Describes the API of a command service at {@code /v3/api-docs}, with a page to try it at {@code /swagger-ui.html}. */
@AutoConfiguration(beforeName = "org.springdoc.core.configuration.SpringDocConfiguration")
@ConditionalOnWebApplication(type = Type.SERVLET)
@ConditionalOnClass({OpenAPI.class, SpringDocUtils.class})
class OpenApiConfiguration {

    private static final String SCHEME = "token";
    private static final String ISSUER = "spring.security.oauth2.resourceserver.jwt.issuer-uri";

    @Bean
    OpenAPI openApi(Environment environment) {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Fields.class);
        String issuer = environment.getProperty(ISSUER, "");
        SecurityScheme token = new SecurityScheme()
                .type(SecurityScheme.Type.OAUTH2)
                .description("A client's own token, by client credentials.")
                .flows(new OAuthFlows()
                        .clientCredentials(new OAuthFlow()
                                .tokenUrl(issuer + "/oauth2/token")
                                .scopes(new Scopes())));
        return new OpenAPI()
                .info(new Info()
                        .title(environment.getProperty("spring.application.name", ""))
                        .version("v1")
                        .description("Errors are problem details (RFC 9457) that name the field and what is allowed."))
                .components(new Components().addSecuritySchemes(SCHEME, token))
                .addSecurityItem(new SecurityRequirement().addList(SCHEME));
    }
}
