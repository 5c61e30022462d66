package vn.bdhvs.analytics.reports;

import io.netty.channel.ChannelOption;
import java.net.URI;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/**
 * Calls the services that took reports in, in a caller's name: with the caller's own token, so that it is theirs to say who
 * may do what. Of an answer there come back its status, its ETag and its body as it is, and nothing of a body is kept or
 * logged. Redirects are not followed: a token goes where the configuration says, and nowhere else.
 */
@Component
@EnableConfigurationProperties(ReportsProperties.class)
class ReportRelay {

    private static final Logger log = LoggerFactory.getLogger(ReportRelay.class);

    /** A report with its retraction takes some hundred. */
    private static final int MOST_BYTES = 64 << 10;

    private final WebClient services;
    private final ReportsProperties properties;

    ReportRelay(ReportsProperties properties) {
        this.properties = properties;
        HttpClient http = HttpClient.create().followRedirect(false).option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                properties.connect().toMillis());
        this.services = WebClient.builder()
                .clientConnector(new ReactorClientHttpConnector(http))
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(MOST_BYTES))
                .build();
    }

    /**
     * What is asked of a report.
     *
     * @param action the last part of its address; null for the report itself
     * @param ifMatch the ETag that the caller has seen; null if none was given
     * @param body JSON; null if nothing is sent
     */
    record Call(
            HttpMethod method,
            ReportKind kind,
            String id,
            @Nullable String action,
            @Nullable String ifMatch,
            byte @Nullable [] body) {

        private URI address(ReportsProperties properties) {
            UriComponentsBuilder address =
                    UriComponentsBuilder.fromUri(kind.address(properties)).pathSegment("api", "v1", kind.code(), id);
            return (action == null ? address : address.pathSegment(action))
                    .encode()
                    .build()
                    .toUri();
        }
    }

    /**
     * The service's answer, whatever it is.
     *
     * @param token of the caller
     * @return fails with {@link ServiceDoesNotAnswer} if there is none
     */
    Mono<ResponseEntity<byte[]>> pass(Call call, String token) {
        WebClient.RequestBodySpec request = services.method(call.method())
                .uri(call.address(properties))
                .headers(headers -> headers.setBearerAuth(token))
                .accept(MediaType.APPLICATION_JSON, MediaType.APPLICATION_PROBLEM_JSON);
        if (call.ifMatch() != null) {
            request.header(HttpHeaders.IF_MATCH, call.ifMatch());
        }
        if (call.body() != null) {
            request.contentType(MediaType.APPLICATION_JSON).bodyValue(call.body());
        }
        return request.exchangeToMono(ReportRelay::answer)
                .timeout(properties.answer())
                .onErrorMap(e -> failure(call, e));
    }

    private static Mono<ResponseEntity<byte[]>> answer(ClientResponse answer) {
        if (answer.statusCode().is3xxRedirection()) {
            return answer.releaseBody()
                    .then(Mono.error(() -> new IllegalStateException("it answers " + answer.statusCode())));
        }
        HttpHeaders given = answer.headers().asHttpHeaders();
        ResponseEntity.BodyBuilder passed = ResponseEntity.status(answer.statusCode());
        if (given.getETag() != null) {
            passed.eTag(given.getETag());
        }
        if (given.getContentType() != null) {
            passed.contentType(given.getContentType());
        }
        return answer.bodyToMono(byte[].class).defaultIfEmpty(new byte[0]).map(passed::body);
    }

    private static Throwable failure(Call call, Throwable e) {
        String service = call.kind().service();
        log.warn("The {} gave no answer: {}", service, e.toString());
        HttpStatus status = e instanceof TimeoutException ? HttpStatus.GATEWAY_TIMEOUT : HttpStatus.BAD_GATEWAY;
        return new ServiceDoesNotAnswer(status, service, call.method(), e);
    }
}
