package vn.bdhvs.analytics.ingest;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.springframework.stereotype.Component;
import vn.bdhvs.analytics.journal.Origin;
import vn.bdhvs.campaign.ActivityCheck;
import vn.bdhvs.campaign.Violation;
import vn.bdhvs.clock.BusinessClock;
import vn.bdhvs.event.ActivityEvent;
import vn.bdhvs.event.EventFormat;
import vn.bdhvs.event.InvalidEvent;

/** Tells events of the contract from records that cannot be counted, and says why not. */
@Component
class RecordJudge {

    private final ActivityCheck check;
    private final BusinessClock clock;

    RecordJudge(ActivityCheck check, BusinessClock clock) {
        this.check = check;
        this.clock = clock;
    }

    /** The entry, or nothing after its rejection was handed over. */
    Optional<Entry> judge(Origin origin, ConsumerRecord<?, byte[]> polled, Consumer<Rejections.Rejection> rejected) {
        Instant appended = clock.at(Instant.ofEpochMilli(polled.timestamp()));
        try {
            ActivityEvent event = EventFormat.read(polled.headers(), polled.value(), appended);
            requireRightTopic(polled, event);
            requirePlausibleRecordedTime(event, appended);
            requireValid(event);
            return Optional.of(new Entry(origin, polled, event));
        } catch (InvalidEvent e) {
            rejected.accept(new Rejections.Rejection(
                    origin, polled, sourceOf(polled), e.reason(), String.valueOf(e.getMessage())));
            return Optional.empty();
        }
    }

    private static void requireRightTopic(ConsumerRecord<?, byte[]> polled, ActivityEvent event) {
        if (!polled.topic().equals(event.activity().kafkaTopic())) {
            throw new InvalidEvent(
                    "wrong-topic",
                    "%s travels on the topic %s, not on %s"
                            .formatted(event.activity().type(), event.activity().kafkaTopic(), polled.topic()));
        }
    }

    private static void requirePlausibleRecordedTime(ActivityEvent event, Instant appended) {
        if (event.recordedTime().isAfter(appended.plus(ActivityCheck.CLOCK_SKEW))) {
            throw new InvalidEvent(
                    "recorded-in-the-future",
                    "recordedtime %s lies more than 5 minutes after the broker took the record at %s"
                            .formatted(event.recordedTime(), appended));
        }
    }

    private void requireValid(ActivityEvent event) {
        List<Violation> violations = check.check(event.activity(), "time", event.time(), event.recordedTime());
        if (!violations.isEmpty()) {
            throw new InvalidEvent(
                    violations.get(0).reason(),
                    violations.stream()
                            .map(violation -> violation.field() + ": " + violation.detail())
                            .collect(Collectors.joining("; ")));
        }
    }

    /** Source of a binary-mode record however broken the rest of it is. */
    private static String sourceOf(ConsumerRecord<?, byte[]> polled) {
        Header source = polled.headers().lastHeader("ce_source");
        return source == null || source.value() == null
                ? SourceLedger.UNKNOWN_SOURCE
                : new String(source.value(), StandardCharsets.UTF_8);
    }
}
