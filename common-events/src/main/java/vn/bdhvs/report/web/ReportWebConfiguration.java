package vn.bdhvs.report.web;

import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.json.JsonMapper;
import vn.bdhvs.access.AccessLog;
import vn.bdhvs.access.AccessProperties;
import vn.bdhvs.report.ReportingSetup;

/** Sets up the web side of reporting in a service that has reports and a servlet container. */
@AutoConfiguration(afterName = {"vn.bdhvs.report.ReportConfiguration", "vn.bdhvs.access.AccessConfiguration"})
@ConditionalOnWebApplication(type = Type.SERVLET)
@ConditionalOnBean(ReportingSetup.class)
@EnableConfigurationProperties(BatchProperties.class)
@Import(ReportAdvice.class)
class ReportWebConfiguration {

    @Bean
    ReportIntake reportIntake(
            ReportingSetup setup, BatchProperties limits, JsonMapper json, AccessLog log, AccessProperties access) {
        return new ReportIntake(setup, new BatchIntake(limits, json), new Looks(log, access));
    }

    @Bean
    OperationCustomizer describedBodies() {
        return FormDescription.bodies();
    }

    @Bean
    OpenApiCustomizer describedForms(ObjectProvider<ReportController<?, ?>> controllers) {
        return document -> FormDescription.forms(controllers).customise(document);
    }
}
