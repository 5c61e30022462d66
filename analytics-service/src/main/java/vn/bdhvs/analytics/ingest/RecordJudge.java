package vn.bdhvs.analytics.ingest;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import vn.bdhvs.analytics.journal.Origin;
import vn.bdhvs.analytics.rejection.Excerpt;
import vn.bdhvs.analytics.rejection.RejectedRecord;
import vn.bdhvs.campaign.ActivityCheck;
import vn.bdhvs.campaign.Violation;
import vn.bdhvs.clock.BusinessClock;
import vn.bdhvs.event.ActivityEvent;
import vn.bdhvs.event.EventFormat;
import vn.bdhvs.event.InvalidEvent;

/** Tells events of the contract from records that cannot be counted, and says why not. */
@Component
class RecordJudge {

    private static final Logger log = LoggerFactory.getLogger(RecordJudge.class);

    private static final int MOST_DETAIL = 2_000;

    /** So many headers are kept with a rejected record, with their names and of each value the first bytes. */
    private static final int MOST_HEADERS = 100;

    private static final int LONGEST_HEADER_NAME = 1_000;

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
            rejected.accept(rejection(origin, polled, e.reason(), String.valueOf(e.getMessage())));
            return Optional.empty();
        } catch (RuntimeException e) {
            // Nothing but the record and what is in memory takes part: it would fail so each time, and stop all behind
            // it.
            log.error("the record at {} cannot be judged", origin, e);
            rejected.accept(
                    rejection(origin, polled, "unreadable", "it cannot be judged; operators find why in the log"));
            return Optional.empty();
        }
    }

    /** The rejection of this record, now. */
    Rejections.Rejection rejection(Origin origin, ConsumerRecord<?, byte[]> polled, String reason, String detail) {
        Header[] all = polled.headers().toArray();
        List<RejectedRecord.Header> headers = Arrays.stream(all)
                .filter(header -> header.key().length() <= LONGEST_HEADER_NAME)
                .limit(MOST_HEADERS)
                .map(header -> new RejectedRecord.Header(header.key(), excerpt(header.value())))
                .toList();
        return new Rejections.Rejection(
                polled,
                new RejectedRecord(
                        origin,
                        polled.topic(),
                        reason,
                        shortened(detail),
                        ClaimReader.read(polled),
                        polled.key() instanceof byte[] key ? Excerpt.of(key) : null,
                        headers,
                        all.length - headers.size(),
                        excerpt(polled.value()),
                        clock.at(Instant.ofEpochMilli(polled.timestamp())),
                        clock.instant()));
    }

    /** It may quote what was sent, however long that is, and the store takes no document without bound. */
    private static String shortened(String detail) {
        return detail.length() <= MOST_DETAIL ? detail : detail.substring(0, MOST_DETAIL) + "…";
    }

    private static @Nullable Excerpt excerpt(byte @Nullable [] bytes) {
        return bytes == null ? null : Excerpt.of(bytes);
    }

    private static void requireRightTopic(ConsumerRecord<?, byte[]> polled, ActivityEvent event) {
        if (!polled.topic().equals(event.activity().kafkaTopic())) {
            throw new InvalidEvent(
                    "wrong-topic",
                    "%s travels on the topic %s, not on %s"
                            .formatted(event.type(), event.activity().kafkaTopic(), polled.topic()));
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
}
