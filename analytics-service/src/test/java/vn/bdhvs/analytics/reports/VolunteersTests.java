package vn.bdhvs.analytics.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.bdhvs.analytics.CommandDouble.answering;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import vn.bdhvs.analytics.CommandDouble;

/** Volunteers are people, of whom nothing passes through here. */
class VolunteersTests {

    @Test
    void tellsThatOneWasTakenBackAndNotWho() {
        CommandDouble registration = new CommandDouble();
        registration.answers(answering(200, "application/json", "{\"fullName\":\"Nguyễn Văn A\"}", "ETag", "\"2\""));
        ReportsController controller = new ReportsController(new ReportRelay(new ReportsProperties(
                URI.create(registration.url()),
                URI.create(registration.url()),
                Duration.ofSeconds(2),
                Duration.ofSeconds(5))));
        JwtAuthenticationToken officer = new JwtAuthenticationToken(Jwt.withTokenValue("token")
                .header("alg", "none")
                .subject("officer")
                .build());

        ResponseEntity<byte[]> answer = controller
                .retract("volunteers", "1", null, "{\"reason\":\"left\"}".getBytes(), officer)
                .block();

        assertThat(answer).isNotNull();
        assertThat(answer.getStatusCode().value()).isEqualTo(204);
        assertThat(answer.getBody()).isNull();
        assertThat(answer.getHeaders().getETag()).isEqualTo("\"2\"");
        assertThat(registration.requests()).singleElement().satisfies(request -> {
            assertThat(request.method()).isEqualTo(HttpMethod.POST.name());
            assertThat(request.path()).isEqualTo("/api/v1/volunteers/1/retraction");
        });
    }
}
