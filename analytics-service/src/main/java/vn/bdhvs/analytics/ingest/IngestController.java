package vn.bdhvs.analytics.ingest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.security.Principal;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
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
import vn.bdhvs.analytics.fold.Progress;
import vn.bdhvs.clock.BusinessClock;

/** How the reading of Kafka stands on this instance, and how an operator lets a partition that stands still go on. */
@RestController
@RequestMapping("/api/v1/ingest")
@Tag(name = "Ingest", description = "How Kafka's partitions are being read. Role operator.")
@SecurityRequirement(name = "token")
class IngestController {

    private static final Logger log = LoggerFactory.getLogger(IngestController.class);

    private final Partitions partitions;
    private final Incarnations incarnations;
    private final Progress progress;
    private final Generations generations;
    private final Failures failures;
    private final BusinessClock clock;

    IngestController(
            Partitions partitions,
            Incarnations incarnations,
            Progress progress,
            Generations generations,
            Failures failures,
            BusinessClock clock) {
        this.partitions = partitions;
        this.incarnations = incarnations;
        this.progress = progress;
        this.generations = generations;
        this.failures = failures;
        this.clock = clock;
    }

    /**
     * This instance's share.
     *
     * @param failing left out while all is well
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record State(@Nullable Failing failing, List<PartitionState> partitions) {}

    /**
     * What has failed at each try.
     *
     * @param seconds for how long, real time
     * @param cause kind of the last failure
     */
    record Failing(long seconds, String cause) {}

    /**
     * A partition that is assigned to this instance.
     *
     * @param topicId Kafka's id of the topic; from a second reading on, with its number
     * @param progress last offset applied; -1 if none
     * @param begin first offset of the log, when it was last looked at
     * @param end offset after the log's last, then
     * @param lag records beyond progress, then
     * @param state reading, or halted
     * @param reason why it is halted
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PartitionState(
            String topic,
            int partition,
            String topicId,
            long progress,
            long begin,
            long end,
            long lag,
            String state,
            @Nullable String reason) {

        private static PartitionState of(OpenPartition open) {
            String halted = open.halted();
            return new PartitionState(
                    open.partition().topic(),
                    open.partition().partition(),
                    open.topicId(),
                    open.applied(),
                    open.begin(),
                    open.end(),
                    open.lag(),
                    halted == null ? "reading" : "halted",
                    halted);
        }
    }

    @GetMapping
    @Operation(
            summary = "Show how the partitions assigned to this instance are being read",
            description = "Logs are looked at every five seconds.")
    State state() {
        return new State(
                failures.worst()
                        .map(failure -> new Failing(
                                failure.seconds(), failure.cause().getClass().getSimpleName()))
                        .orElse(null),
                partitions.all().stream().map(PartitionState::of).toList());
    }

    @PostMapping("/partitions/{topic}/{partition}/reread")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            summary = "Have a partition that stands still read anew, from where its log begins now",
            description =
                    "For a log that was cut. What was counted before is known by its id and is not counted again; what"
                            + " the log has lost stays lost. To be sent to the instance that shows the partition as"
                            + " halted; it goes on within ten seconds.")
    Mono<Void> reread(
            @Parameter(description = "Name of the topic") @PathVariable String topic,
            @Parameter(description = "Number of the partition, from 0") @PathVariable int partition,
            @Parameter(hidden = true) Principal operator) {
        return Mono.<Void>fromRunnable(() -> readAnew(new TopicPartition(topic, partition), operator))
                .subscribeOn(Schedulers.boundedElastic());
    }

    private void readAnew(TopicPartition partition, Principal operator) {
        OpenPartition halted = partitions
                .find(partition)
                .filter(open -> open.halted() != null)
                .orElseThrow(() -> new UnanswerableQuestion(
                        HttpStatus.CONFLICT,
                        "partition",
                        "only a partition that this instance shows as halted can be read anew; GET /api/v1/ingest lists"
                                + " them"));
        if (progress.read(generations.live(), Set.of(halted.key()))
                        .of(halted.key())
                        .halted()
                != null) {
            throw new UnanswerableQuestion(
                    HttpStatus.CONFLICT,
                    "partition",
                    "figures of this partition can no longer be trusted, and reading it anew would not mend them: they must"
                            + " be rebuilt");
        }
        log.warn(
                "{} is read anew by order of {}; it stood still: {}",
                halted.partition(),
                operator.getName(),
                halted.halted());
        incarnations.begin(
                new Incarnations.Partition(Incarnations.ofKafka(halted.topicId()), halted.partition()),
                operator.getName(),
                clock.instant());
    }
}
