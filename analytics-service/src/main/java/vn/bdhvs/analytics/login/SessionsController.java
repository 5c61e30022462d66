package vn.bdhvs.analytics.login;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import vn.bdhvs.analytics.catalogue.UnanswerableQuestion;

/** Who is logged in, for the operator, who can end any session: that of a wall screen, or of a laptop that was lost. */
@RestController
@RequestMapping("/api/v1/sessions")
@Tag(name = "Sessions", description = "Who is logged in. Role operator.")
@SecurityRequirement(name = "token")
class SessionsController {

    private final Sessions sessions;

    SessionsController(Sessions sessions) {
        this.sessions = sessions;
    }

    /** Sessions, the oldest first. */
    record SessionList(List<Sessions.Open> sessions) {}

    @GetMapping
    @Operation(summary = "List who is logged in", description = "The oldest first; all times are real ones, UTC.")
    Mono<SessionList> list() {
        return Mono.fromCallable(() -> new SessionList(sessions.open())).subscribeOn(Schedulers.boundedElastic());
    }

    /** Its next request is refused, and its open streams end within seconds. */
    @DeleteMapping("/{key}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "End a session", description = "Its streams end within seconds; it must log in again.")
    Mono<Void> end(@Parameter(description = "Key of the session, as the list has it") @PathVariable String key) {
        return Mono.fromCallable(() -> sessions.end(key)
                        .orElseThrow(() -> new UnanswerableQuestion(
                                HttpStatus.NOT_FOUND, "key", "there is no session with this key")))
                .subscribeOn(Schedulers.boundedElastic())
                .then();
    }
}
