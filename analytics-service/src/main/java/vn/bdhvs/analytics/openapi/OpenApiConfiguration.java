package vn.bdhvs.analytics.openapi;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the API's description says of the whole; each controller describes its own part. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

    @Bean
    OpenAPI openApi() {
        return new OpenAPI()
                .info(new Info()
                        .title("Campaign Pulse: analytics")
                        .version("v1")
                        .description(
                                "Figures of a campaign, live and by query; who has reported; what became of a report;"
                                        + " what could not be counted. Errors are problem details (RFC 9457) that name the"
                                        + " parameter and what is allowed. Days and times are those of the campaign's zone.")
                        .license(new License().name("Apache-2.0").identifier("Apache-2.0")))
                .components(new Components()
                        .addSecuritySchemes(
                                "token",
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")
                                        .bearerFormat("JWT")
                                        .description("A token of the issuer, with the claims roles and units")));
    }
}
