package vn.bdhvs.analytics.rebuild;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import vn.bdhvs.analytics.catalogue.UnanswerableQuestion;
import vn.bdhvs.analytics.figures.Generations;

/** Generations of figures: which one is live, and having another one built from the journal. */
@RestController
@RequestMapping("/api/v1/generations")
@Tag(name = "Generations", description = "Rebuilding the figures from the journal. Role operator.")
@SecurityRequirement(name = "token")
class GenerationsController {

    private final Generations generations;
    private final Rebuild rebuild;

    GenerationsController(Generations generations, Rebuild rebuild) {
        this.generations = generations;
        this.rebuild = rebuild;
    }

    /**
     * How things stand.
     *
     * @param building left out while none is built
     * @param kept generations that were live before, or given up, and are to be dropped
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record State(int live, @Nullable BuildingState building, List<Integer> kept) {}

    /**
     * A generation that is being built.
     *
     * @param state {@code folding} the journal, or {@code joining}: about to go live
     * @param folded entries of the journal that it holds
     * @param entries in the journal when it was begun; more come while it is built
     * @param startedAt real time, UTC
     * @param secondsLeft an estimate from the pace so far; left out while there is none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record BuildingState(
            int generation,
            String state,
            long folded,
            long entries,
            int percent,
            String by,
            Instant startedAt,
            @Nullable Long secondsLeft) {

        static BuildingState of(Generations.Building building, long folded, Instant now) {
            long left = Math.max(0, building.entries() - folded);
            long elapsed = Duration.between(building.startedAt(), now).toMillis();
            return new BuildingState(
                    building.generation(),
                    building.joining() ? "joining" : "folding",
                    folded,
                    building.entries(),
                    building.entries() == 0 ? 100 : (int) Math.min(100, 100 * folded / building.entries()),
                    building.by(),
                    building.startedAt(),
                    folded == 0 ? null : Math.round(left * (double) elapsed / folded / 1000));
        }
    }

    @GetMapping
    @Operation(summary = "Show which generation of figures is live, and how far another one has been built")
    Mono<State> state() {
        return Mono.fromCallable(this::now).subscribeOn(Schedulers.boundedElastic());
    }

    private State now() {
        Generations.Control control = generations.control();
        Generations.Building building = control.building();
        return new State(
                control.live(),
                building == null
                        ? null
                        : BuildingState.of(building, rebuild.folded(building.generation()), Instant.now()),
                rebuild.kept());
    }

    @PostMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            summary = "Rebuild the figures from the journal",
            description =
                    "Into a generation beside the live one, while events keep coming; it goes live by itself, by one write,"
                            + " once it holds all that the live one holds. The old one is kept until it is dropped.")
    Mono<State> rebuild(@Parameter(hidden = true) Principal operator) {
        return Mono.fromCallable(() -> {
                    rebuild.begin(operator.getName())
                            .orElseThrow(() -> new UnanswerableQuestion(
                                    HttpStatus.CONFLICT, "generation", "a generation is being built already"));
                    return now();
                })
                .subscribeOn(Schedulers.boundedElastic());
    }

    @DeleteMapping("/{generation}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Drop a generation that is kept, or give up the one that is being built")
    Mono<Void> drop(
            @Parameter(description = "Its number") @PathVariable int generation,
            @Parameter(hidden = true) Principal operator) {
        return Mono.<Void>fromRunnable(() -> {
                    if (!rebuild.drop(generation, operator.getName())) {
                        throw new UnanswerableQuestion(
                                HttpStatus.CONFLICT,
                                "generation",
                                "%d is live or not there; to be dropped: what GET /api/v1/generations lists as kept or building"
                                        .formatted(generation));
                    }
                })
                .subscribeOn(Schedulers.boundedElastic());
    }
}
