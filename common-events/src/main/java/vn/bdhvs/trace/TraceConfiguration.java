package vn.bdhvs.trace;

import io.opentelemetry.api.OpenTelemetry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Follows events wherever there is an OpenTelemetry; else it is there and does nothing. */
@AutoConfiguration(afterName = "org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration")
class TraceConfiguration {

    @Bean
    EventTraces eventTraces(ObjectProvider<OpenTelemetry> telemetry) {
        return new EventTraces(telemetry.getIfAvailable(OpenTelemetry::noop));
    }
}
