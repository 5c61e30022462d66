package vn.bdhvs.analytics.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.security.Principal;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** What the audit has found, and mending it. */
@RestController
@RequestMapping("/api/v1/audit")
@Tag(name = "Audit", description = "Whether the figures are what the journal makes of them. Role operator.")
@SecurityRequirement(name = "token")
class AuditController {

    private final Audit audit;

    AuditController(Audit audit) {
        this.audit = audit;
    }

    /** What was mended, and what is known to differ after that. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Repaired(List<String> repaired, Audit.Findings left) {}

    @GetMapping
    @Operation(
            summary = "Show which figures differ from what the journal makes of them",
            description =
                    "Each day is compared again and again, a day at a time. Also shown are retractions whose original"
                            + " never came or says something else.")
    Mono<Audit.Findings> findings() {
        return Mono.fromCallable(audit::findings).subscribeOn(Schedulers.boundedElastic());
    }

    @PostMapping("/repair")
    @Operation(
            summary = "Make all that is shown as different what the journal makes of it",
            description =
                    "One document at a time, while events keep coming. What caused the difference is not mended by it.")
    Mono<Repaired> repair(@Parameter(hidden = true) Principal operator) {
        return Mono.fromCallable(() -> {
                    List<String> repaired = audit.repair(operator.getName());
                    return new Repaired(repaired, audit.findings());
                })
                .subscribeOn(Schedulers.boundedElastic());
    }
}
