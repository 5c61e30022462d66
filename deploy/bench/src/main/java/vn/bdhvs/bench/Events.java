package vn.bdhvs.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Made-up activity of the 91 communes in the week from 24 March 2025, in the order in which it was accepted, as if all had been cut off so
 * long: 75 of a hundred are assists, 15
 * classes, 6 volunteers and 4 nil reports; one in fifty takes back another of the last ones; three of a hundred are accepted one to three
 * days late. The bytes are those of the CloudEvents Kafka binding in binary mode. The same seed makes the same events.
 */
final class Events {

    static final String CAMPAIGN = "binh-dan-hoc-vu-so-2025";
    static final List<String> TOPICS =
            List.of("volunteer-registered", "class-held", "citizen-assisted", "nil-reported");

    private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final Span WEEK = new Span(LocalDate.of(2025, 3, 24), 7);
    private static final long DAY_SECONDS = 24 * 3_600;
    private static final int RETRACTED_IN = 50;
    private static final List<String> TEAMS = List.of(
            "binh-dan-hoc-vu-so", "tri-thuc-tre", "hanh-chinh-cong-luu-dong", "chuyen-doi-so-cong-dong", "ky-su-tre");
    private static final List<String> CLASS_TOPICS =
            List.of("cong-cu-ai", "nen-tang-so", "tin-hoc-co-ban", "chu-ky-so", "an-toan-khong-gian-mang");
    private static final List<String> SERVICES =
            List.of("cong-dich-vu-cong", "binh-duong-so", "chu-ky-so-ca-nhan", "dinh-danh-muc-2", "thanh-toan-so");

    private final Random random;
    private final List<String> communes;
    private final int count;
    private final Span span;
    private final Sums sums = new Sums();
    private int made;
    private @Nullable Made last;

    /**
     * When they were accepted.
     *
     * @param days how many from then on; a part of one too
     */
    record Span(LocalDate first, double days) {}

    /**
     * Begins.
     *
     * @param project the project's root, where the register of units is
     * @param count how many are to be made, spread over the days
     */
    Events(Path project, long seed, int count) {
        this(register(project), seed, count, WEEK);
    }

    /** The same of the communes of another register, over other days. */
    Events(Path register, long seed, int count, Span span) {
        this.random = new Random(seed);
        this.communes = communes(register);
        this.count = count;
        this.span = span;
    }

    /** Of the project. */
    static Path register(Path project) {
        return project.resolve("common-events/src/main/resources/vn/bdhvs/unit/binh-duong-units.csv");
    }

    private static List<String> communes(Path register) {
        try {
            return Files.readAllLines(register).stream()
                    .skip(1)
                    .map(line -> line.split(",", -1))
                    .filter(unit -> unit[0].length() == 5 && unit[5].equals("2025-07-01"))
                    .map(unit -> unit[0])
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a sum of what was made must come to: by unit, day on which it was done, and measure. */
    static final class Sums {

        private final Map<String, Long> sums = new HashMap<>();

        private void add(String unit, Instant done, String measure, long amount) {
            sums.merge(key(unit, LocalDate.ofInstant(done, ZONE).toString(), measure), amount, Long::sum);
        }

        static String key(String unit, String day, String measure) {
            return unit + " " + day + " " + measure;
        }

        /** Without what is zero. */
        Map<String, Long> amounts() {
            Map<String, Long> amounts = new HashMap<>(sums);
            amounts.values().removeIf(amount -> amount == 0);
            return amounts;
        }
    }

    /** An event, to be taken back perhaps. */
    private record Made(
            String topic,
            String type,
            String source,
            String id,
            String subject,
            String unit,
            Instant done,
            String data,
            Map<String, Long> amounts) {}

    Sums sums() {
        return sums;
    }

    boolean hasNext() {
        return made < count;
    }

    ProducerRecord<byte[], byte[]> next() {
        Instant accepted = begin().plusMillis((long) (span.days() * DAY_SECONDS * 1_000 / count * made) + 1);
        made++;
        Made before = last;
        if (before != null && random.nextInt(RETRACTED_IN) == 0) {
            last = null;
            before.amounts().forEach((measure, amount) -> sums.add(before.unit(), before.done(), measure, -amount));
            String data = """
                    {"source":"%s","id":"%s","type":"%s","time":"%s","data":%s}""".formatted(before.source(), before.id(), before.type(), before.done(), before.data());
            return record(
                    before.topic(),
                    "vn.bdhvs.activity-retracted.v1",
                    before.source(),
                    uuid(accepted),
                    before.subject(),
                    before.done(),
                    accepted,
                    data);
        }
        Made event = make(accepted);
        last = event.amounts().isEmpty() ? last : event;
        event.amounts().forEach((measure, amount) -> sums.add(event.unit(), event.done(), measure, amount));
        return record(
                event.topic(),
                event.type(),
                event.source(),
                event.id(),
                event.subject(),
                event.done(),
                accepted,
                event.data());
    }

    private Instant begin() {
        return span.first().atStartOfDay(ZONE).toInstant();
    }

    private Made make(Instant accepted) {
        long late = random.nextInt(100) < 3 ? (1 + random.nextInt(3)) * DAY_SECONDS : random.nextInt(600);
        Instant done = accepted.minusSeconds(late).isBefore(begin()) ? begin() : accepted.minusSeconds(late);
        String unit = any(communes);
        int kind = random.nextInt(100);
        if (kind < 75) {
            int citizens = 1 + random.nextInt(9);
            return made(
                    "citizen-assisted",
                    unit,
                    accepted,
                    done,
                    """
                    {"campaign":"%s","unit":"%s","team":"%s","service":"%s","channel":"one-stop","outcome":"completed","citizens":%d}""".formatted(CAMPAIGN, unit, any(TEAMS), any(SERVICES), citizens),
                    Map.of("assists", 1L, "citizens", (long) citizens));
        }
        if (kind < 90) {
            int learners = 1 + random.nextInt(60);
            return made(
                    "class-held",
                    unit,
                    accepted,
                    done,
                    """
                    {"campaign":"%s","unit":"%s","team":"%s","topic":"%s","mode":"in-person","durationMinutes":90,\
                    "learners":{"total":%d,"female":%d},"instructors":2}""".formatted(CAMPAIGN, unit, any(TEAMS), any(CLASS_TOPICS), learners, learners / 2),
                    Map.of("classes", 1L, "learners", (long) learners));
        }
        if (kind < 96) {
            return made(
                    "volunteer-registered",
                    unit,
                    accepted,
                    done,
                    """
                    {"campaign":"%s","unit":"%s","team":"%s"}""".formatted(CAMPAIGN, unit, any(TEAMS)),
                    Map.of("volunteers", 1L));
        }
        LocalDate day = LocalDate.ofInstant(done, ZONE);
        return made(
                "nil-reported",
                unit,
                accepted,
                day.atStartOfDay(ZONE).toInstant(),
                """
                {"campaign":"%s","unit":"%s","day":"%s"}""".formatted(CAMPAIGN, unit, day),
                Map.of());
    }

    private Made made(
            String topic, String unit, Instant accepted, Instant done, String data, Map<String, Long> amounts) {
        return new Made(
                topic,
                "vn.bdhvs." + topic + ".v1",
                "/districts/%d/portal".formatted(718 + random.nextInt(9)),
                uuid(accepted),
                uuid(accepted),
                unit,
                done,
                data,
                amounts);
    }

    private static ProducerRecord<byte[], byte[]> record(
            String topic,
            String type,
            String source,
            String id,
            String subject,
            Instant done,
            Instant accepted,
            String data) {
        RecordHeaders headers = new RecordHeaders();
        header(headers, "ce_specversion", "1.0");
        header(headers, "ce_id", id);
        header(headers, "ce_source", source);
        header(headers, "ce_type", type);
        header(headers, "ce_subject", subject);
        header(headers, "ce_time", done.toString());
        header(headers, "ce_partitionkey", subject);
        header(headers, "ce_recordedtime", accepted.toString());
        header(headers, "content-type", "application/json");
        return new ProducerRecord<>(topic, null, bytes(subject), bytes(data), headers);
    }

    private static void header(RecordHeaders headers, String name, String text) {
        headers.add(new RecordHeader(name, bytes(text)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A UUIDv7: those made later sort later, as the services' do. */
    private String uuid(Instant accepted) {
        return new UUID(
                        accepted.toEpochMilli() << 16 | 0x7000 | random.nextLong() >>> 52,
                        random.nextLong() >>> 2 | Long.MIN_VALUE)
                .toString();
    }

    private String any(List<String> some) {
        return some.get(random.nextInt(some.size()));
    }
}
