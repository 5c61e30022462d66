package vn.bdhvs.analytics.receipt;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import vn.bdhvs.analytics.catalogue.Asker;

/** Receipts over HTTP, for whoever has a token. */
@RestController
@Tag(name = "Receipts", description = "What became of one report. Any token; each sees the reports of its own units.")
@SecurityRequirement(name = "token")
class ReceiptController {

    private static final String ANSWERS =
            "Always 200. counted: the figures hold it, once, and events tells where. pending: it has not reached the figures"
                    + " yet, or it lies outside the token's units, which is told alike. retracted: it was taken back."
                    + " rejected: it cannot be counted, and rejections says why.";

    private final Receipts receipts;

    ReceiptController(Receipts receipts) {
        this.receipts = receipts;
    }

    @GetMapping("/api/v1/activities/{id}/receipt")
    @Operation(summary = "Ask what became of a report", description = ANSWERS)
    Mono<Receipt> receipt(
            @Parameter(
                            description = "The id that POST answered with, or an event's id, or the client's own"
                                    + " clientReference; one with a slash in it goes into the parameter of the other"
                                    + " address")
                    @PathVariable
                    String id,
            @Parameter(hidden = true) JwtAuthenticationToken token) {
        return answer(id, token);
    }

    /** For references that cannot stand in a path: an encoded slash is refused before it comes here. */
    @GetMapping("/api/v1/activities/receipt")
    @Operation(summary = "Ask what became of a report, by the client's own reference", description = ANSWERS)
    Mono<Receipt> receiptOfReference(
            @Parameter(description = "The client's own clientReference, whatever characters it holds") @RequestParam
                    String clientReference,
            @Parameter(hidden = true) JwtAuthenticationToken token) {
        return answer(clientReference, token);
    }

    private Mono<Receipt> answer(String id, JwtAuthenticationToken token) {
        return Mono.fromCallable(() -> receipts.of(id.strip(), Asker.of(token)))
                .subscribeOn(Schedulers.boundedElastic());
    }
}
