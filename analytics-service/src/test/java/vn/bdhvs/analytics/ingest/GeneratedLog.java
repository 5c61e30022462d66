package vn.bdhvs.analytics.ingest;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import vn.bdhvs.analytics.SentEvents;
import vn.bdhvs.analytics.journal.Origin;
import vn.bdhvs.event.Activity;
import vn.bdhvs.event.ActivityEvent;
import vn.bdhvs.event.CitizenAssisted;
import vn.bdhvs.event.ClassHeld;
import vn.bdhvs.event.EventFormat;
import vn.bdhvs.event.NilReported;
import vn.bdhvs.event.VolunteerRegistered;

/**
 * A log of a few partitions: reports, copies of them anywhere, before or after, what takes them back, also before them
 * and twice, and records that are no events.
 *
 * @param reports what there is to be told
 * @param lines each tells one of them; the lines of a partition are its records, in order
 */
record GeneratedLog(List<Report> reports, List<Line> lines) {

    static final int PARTITIONS = 3;
    static final String REPORTS = "/session-service";
    static final String RETRACTIONS = "/retractions";
    static final String BROKEN = "/broken";
    static final List<String> UNITS = List.of("25942", "25945");

    private static final String TOPIC_ID = "topic";
    /** Of the last hours before the codes were given to other units, which is at 17:00 by UTC. */
    private static final Instant BEGIN = Instant.parse("2025-06-29T00:00:00Z");

    private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");

    /** Which kind a report is. */
    enum Kind {
        VOLUNTEER,
        CLASS,
        ASSIST,
        NIL
    }

    /** What a record is. */
    enum Form {
        REPORT(REPORTS),
        RETRACTION(RETRACTIONS),
        NO_EVENT(BROKEN);

        final String source;

        Form(String source) {
            this.source = source;
        }
    }

    /**
     * A report.
     *
     * @param doneHour hours since the beginning
     * @param delay hours from then until it was received
     */
    record Report(Kind kind, int unit, int doneHour, int delay, int amount) {

        String unitCode() {
            return UNITS.get(unit);
        }

        Instant done() {
            Instant at = BEGIN.plus(Duration.ofHours(doneHour));
            return kind == Kind.NIL
                    ? at.atZone(ZONE).toLocalDate().atStartOfDay(ZONE).toInstant()
                    : at;
        }

        /** A retraction is received later than what it takes back. */
        Instant received(Form form) {
            return done().plus(Duration.ofHours(delay + (form == Form.RETRACTION ? 9 : 0)));
        }

        private Activity activity() {
            return switch (kind) {
                case VOLUNTEER -> new VolunteerRegistered(SentEvents.CAMPAIGN, unitCode(), "ky-su-tre");
                case CLASS ->
                    new ClassHeld(
                            SentEvents.CAMPAIGN,
                            unitCode(),
                            "binh-dan-hoc-vu-so",
                            "cong-cu-ai",
                            ClassHeld.Mode.ONLINE,
                            90,
                            new ClassHeld.Learners(10 * amount, amount, null, null),
                            1);
                case ASSIST ->
                    new CitizenAssisted(
                            SentEvents.CAMPAIGN,
                            unitCode(),
                            "tri-thuc-tre",
                            "chu-ky-so-ca-nhan",
                            CitizenAssisted.Channel.HOME,
                            CitizenAssisted.Outcome.COMPLETED,
                            amount);
                case NIL ->
                    new NilReported(
                            SentEvents.CAMPAIGN, unitCode(), done().atZone(ZONE).toLocalDate());
            };
        }
    }

    /**
     * A record.
     *
     * @param report which of the reports it tells or takes back
     */
    record Line(int partition, Form form, int report) {}

    static String key(int partition) {
        return Origin.partitionKey(TOPIC_ID, partition);
    }

    /** Last offset of a partition; -1 if it is empty. */
    long last(int partition) {
        return lines.stream().filter(line -> line.partition() == partition).count() - 1;
    }

    /** The records of a partition. */
    List<PollCheck.Located> records(int partition) {
        List<Line> ofPartition =
                lines.stream().filter(line -> line.partition() == partition).toList();
        return IntStream.range(0, ofPartition.size())
                .mapToObj(offset -> located(ofPartition.get(offset), offset))
                .toList();
    }

    private static ActivityEvent withSource(ActivityEvent event, String source) {
        return new ActivityEvent(
                URI.create(source), event.id(), event.subject(), event.time(), event.recordedTime(), event.activity());
    }

    private PollCheck.Located located(Line line, long offset) {
        Report report = reports.get(line.report());
        ActivityEvent told = new ActivityEvent(
                URI.create(REPORTS),
                "report-" + line.report(),
                "subject-" + line.report(),
                report.done(),
                report.received(Form.REPORT),
                report.activity());
        // Whoever takes back what was taken back already does it with an event of its own.
        ProducerRecord<String, byte[]> sent = EventFormat.toRecord(
                line.form() == Form.RETRACTION
                        ? told.retraction(
                                URI.create(RETRACTIONS),
                                "retraction-%d-%d".formatted(line.partition(), offset),
                                report.received(Form.RETRACTION))
                        : line.form() == Form.NO_EVENT ? withSource(told, BROKEN) : told);
        byte[] value = line.form() == Form.NO_EVENT ? "{".getBytes(StandardCharsets.UTF_8) : sent.value();
        return new PollCheck.Located(
                new Origin(TOPIC_ID, line.partition(), offset),
                new ConsumerRecord<>(
                        sent.topic(),
                        line.partition(),
                        offset,
                        BEGIN.toEpochMilli() + Duration.ofDays(30).toMillis(),
                        TimestampType.LOG_APPEND_TIME,
                        0,
                        value.length,
                        null,
                        value,
                        new RecordHeaders(sent.headers()),
                        Optional.empty()));
    }
}
