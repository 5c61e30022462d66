package vn.bdhvs.analytics.rejection;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import vn.bdhvs.analytics.catalogue.Asked;
import vn.bdhvs.analytics.catalogue.Cursor;
import vn.bdhvs.analytics.catalogue.UnanswerableQuestion;
import vn.bdhvs.analytics.journal.Origin;
import vn.bdhvs.clock.BusinessClock;

/** Rejected records over HTTP, for operators: what was sent may hold anything, names and numbers of people included. */
@RestController
@RequestMapping("/api/v1/rejections")
@Tag(name = "Rejections", description = "Records that could not be counted, and why. Role operator.")
@SecurityRequirement(name = "token")
class RejectionsController {

    private static final int USUAL = 50;
    private static final int MOST = 200;

    private final RejectedRecords rejections;
    private final BusinessClock clock;

    RejectionsController(RejectedRecords rejections, BusinessClock clock) {
        this.rejections = rejections;
        this.clock = clock;
    }

    /**
     * A page of rejections.
     *
     * @param next the cursor of the next older page; left out on the last one
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Page(List<Rejection> rejections, @Nullable String next) {}

    /**
     * A rejection.
     *
     * @param redriven left out if it was never put back
     * @param key left out of lists, as are the headers and the value
     * @param headersLeftOut how many headers were not kept; left out if all were
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Rejection(
            String origin,
            String topic,
            int partition,
            long offset,
            String reason,
            String detail,
            String source,
            @Nullable String id,
            @Nullable String subject,
            @Nullable String type,
            @Nullable String referenceHash,
            OffsetDateTime appendedAt,
            OffsetDateTime judgedAt,
            @Nullable PutBack redriven,
            @Nullable Map<String, Object> key,
            @Nullable List<Map<String, Object>> headers,
            @Nullable Integer headersLeftOut,
            @Nullable Map<String, Object> value) {}

    /** When a record was put back, by whom, and where it then lay. */
    record PutBack(OffsetDateTime at, String by, String topic, int partition, long offset) {}

    /** How many were rejected, in all, by reason and by source, most first. */
    record Summary(long rejected, Map<String, Long> reasons, Map<String, Long> sources) {}

    @GetMapping
    @Operation(
            summary = "List rejected records, newest first",
            description = "Newest is by when the broker took them. Without their bytes: ask for one by its origin.")
    Mono<Page> page(
            @ParameterObject RejectionFilter filter,
            @Parameter(description = "How many at most, 1 to 200; 50 if left out")
                    @RequestParam(required = false)
                    @Nullable
                    String limit,
            @Parameter(description = "What next of the page before said") @RequestParam(required = false) @Nullable
                    String cursor) {
        RejectedRecords.Question question = filter.question(clock.getZone());
        int most = Asked.number("limit", limit, USUAL, 1, MOST);
        RejectedRecords.Place before = place(cursor);
        return blocking(() -> {
            List<RejectedRecord> found = rejections.find(question, before, most + 1);
            List<RejectedRecord> page = found.subList(0, Math.min(most, found.size()));
            return new Page(
                    page.stream().map(rejected -> view(rejected, false)).toList(),
                    found.size() > most ? cursor(page.get(most - 1)).written() : null);
        });
    }

    @GetMapping("/summary")
    @Operation(summary = "Count rejected records by reason and by source")
    Mono<Summary> summary(@ParameterObject RejectionFilter filter) {
        RejectedRecords.Question question = filter.question(clock.getZone());
        return blocking(() -> {
            List<RejectedRecords.Count> counts = rejections.count(question);
            return new Summary(
                    counts.stream().mapToLong(RejectedRecords.Count::rejected).sum(),
                    by(RejectedRecords.Count::reason, counts),
                    by(RejectedRecords.Count::source, counts));
        });
    }

    @GetMapping("/{origin}")
    @Operation(
            summary = "Show a rejected record",
            description =
                    "Its key, headers and value are shown as text where they are UTF-8, else as Base64; of each the"
                            + " first 64 KiB are kept, beside the full length.")
    Mono<Rejection> one(
            @Parameter(description = "topicId:partition:offset, as in the list") @PathVariable String origin) {
        Origin asked = Origin.parse(origin)
                .orElseThrow(() -> new UnanswerableQuestion(
                        HttpStatus.BAD_REQUEST, "origin", "an origin looks like topicId:partition:offset"));
        return blocking(() -> rejections.find(asked)).map(found -> found.map(rejected -> view(rejected, true))
                .orElseThrow(() -> new UnanswerableQuestion(
                        HttpStatus.NOT_FOUND, "origin", "no record of this origin was rejected")));
    }

    private static <T> Mono<T> blocking(Callable<T> work) {
        return Mono.fromCallable(work).subscribeOn(Schedulers.boundedElastic());
    }

    private static Map<String, Long> by(
            Function<RejectedRecords.Count, String> name, List<RejectedRecords.Count> counts) {
        return counts.stream()
                .collect(Collectors.groupingBy(name, Collectors.summingLong(RejectedRecords.Count::rejected)))
                .entrySet()
                .stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Long::sum, LinkedHashMap::new));
    }

    private static Cursor cursor(RejectedRecord last) {
        return new Cursor(last.appendedAt(), last.origin().written());
    }

    private static RejectedRecords.@Nullable Place place(@Nullable String cursor) {
        Cursor read = Cursor.read(cursor);
        return read == null
                ? null
                : new RejectedRecords.Place(read.at(), Origin.parse(read.name()).orElseThrow(Cursor::refused));
    }

    private Rejection view(RejectedRecord rejected, boolean whole) {
        Excerpt key = rejected.key();
        Excerpt value = rejected.value();
        Claims claims = rejected.claims();
        return new Rejection(
                rejected.origin().written(),
                rejected.topic(),
                rejected.origin().partition(),
                rejected.origin().offset(),
                rejected.reason(),
                rejected.detail(),
                claims.source(),
                claims.id(),
                claims.subject(),
                claims.type(),
                claims.referenceHash(),
                local(rejected.appendedAt()),
                local(rejected.judgedAt()),
                view(rejected.redriven()),
                key == null ? null : key.view(),
                whole
                        ? rejected.headers().stream()
                                .map(RejectionsController::view)
                                .toList()
                        : null,
                whole && rejected.headersLeftOut() > 0 ? rejected.headersLeftOut() : null,
                value == null ? null : value.view());
    }

    private @Nullable PutBack view(@Nullable Redriven redriven) {
        return redriven == null
                ? null
                : new PutBack(
                        local(redriven.at()), redriven.by(), redriven.topic(), redriven.partition(), redriven.offset());
    }

    private static Map<String, Object> view(RejectedRecord.Header header) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("name", header.name());
        Excerpt value = header.value();
        if (value != null) {
            view.putAll(value.view());
        }
        return view;
    }

    private OffsetDateTime local(Instant instant) {
        return instant.atZone(clock.getZone()).toOffsetDateTime();
    }
}
