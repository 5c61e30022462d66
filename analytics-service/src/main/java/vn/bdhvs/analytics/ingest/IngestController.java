package vn.bdhvs.analytics.ingest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.security.Principal;
import java.time.Instant;
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
import vn.bdhvs.analytics.journal.Origin;
import vn.bdhvs.clock.BusinessClock;

/** How the instances read Kafka, and how an operator lets a partition that stands still go on. Any instance answers for all. */
@RestController
@RequestMapping("/api/v1/ingest")
@Tag(name = "Ingest", description = "How Kafka's partitions are being read. Role operator.")
@SecurityRequirement(name = "token")
class IngestController {

    private static final Logger log = LoggerFactory.getLogger(IngestController.class);

    private final ReadingInstances instances;
    private final Incarnations incarnations;
    private final Progress progress;
    private final Generations generations;
    private final BusinessClock clock;

    IngestController(
            ReadingInstances instances,
            Incarnations incarnations,
            Progress progress,
            Generations generations,
            BusinessClock clock) {
        this.instances = instances;
        this.incarnations = incarnations;
        this.progress = progress;
        this.generations = generations;
        this.clock = clock;
    }

    /**
     * How Kafka is being read.
     *
     * @param instances by name
     * @param partitions those that somebody reads, by topic and number
     */
    record Reading(List<InstanceState> instances, List<ReadPartition> partitions) {

        private static Reading of(List<ReadingInstance> instances) {
            return new Reading(
                    instances.stream().map(InstanceState::of).toList(), ReadingInstances.partitions(instances));
        }
    }

    /**
     * An instance.
     *
     * @param seen when it last said how it reads, real time, UTC
     * @param failing left out while all is well
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record InstanceState(String instance, Instant seen, ReadingInstance.@Nullable Failing failing) {

        private static InstanceState of(ReadingInstance instance) {
            return new InstanceState(instance.name(), instance.seen(), instance.failing());
        }
    }

    @GetMapping
    @Operation(
            summary = "Show how all instances read the partitions",
            description =
                    "Any instance tells of all, from what each has written to the store every two seconds; one that has"
                            + " not for 20 seconds is left out. Logs are looked at every five seconds. An instance is"
                            + " named by its host (in Kubernetes its pod) and the port of its management.")
    Mono<Reading> reading() {
        return Mono.fromCallable(() -> Reading.of(instances.all())).subscribeOn(Schedulers.boundedElastic());
    }

    @PostMapping("/partitions/{topic}/{partition}/reread")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            summary = "Have a partition that stands still read anew, from where its log begins now",
            description =
                    "For a log that was cut. What was counted before is known by its id and is not counted again; what"
                            + " the log has lost stays lost. Any instance takes the order; the one that reads the partition"
                            + " goes on within ten seconds. Ordered twice, it is done once.")
    Mono<Void> reread(
            @Parameter(description = "Name of the topic") @PathVariable String topic,
            @Parameter(description = "Number of the partition, from 0") @PathVariable int partition,
            @Parameter(hidden = true) Principal operator) {
        return Mono.<Void>fromRunnable(() -> readAnew(new TopicPartition(topic, partition), operator))
                .subscribeOn(Schedulers.boundedElastic());
    }

    private void readAnew(TopicPartition partition, Principal operator) {
        ReadPartition halted = ReadingInstances.partitions(instances.all()).stream()
                .filter(each -> each.ofKafka().equals(partition) && each.isHalted())
                .findFirst()
                .orElseThrow(() -> new UnanswerableQuestion(
                        HttpStatus.CONFLICT,
                        "partition",
                        "only a partition that GET /api/v1/ingest shows as halted can be read anew; one that has halted"
                                + " just now is shown within seconds"));
        String key = Origin.partitionKey(halted.topicId(), halted.partition());
        if (progress.read(generations.live(), Set.of(key)).of(key).halted() != null) {
            throw new UnanswerableQuestion(
                    HttpStatus.CONFLICT,
                    "partition",
                    "figures of this partition can no longer be trusted, and reading it anew would not mend them: they must"
                            + " be rebuilt");
        }
        log.warn(
                "{} is read anew by order of {}; it stood still at {}: {}",
                partition,
                operator.getName(),
                halted.instance(),
                halted.reason());
        incarnations.begin(halted.topicId(), partition, operator.getName(), clock.instant());
    }
}
