package vn.bdhvs.e2e.fault;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * Makes up valid activity of every kind, for all units of the province, unless told otherwise of the days of 1 to 25 March
 * 2025, in both directions of every border that counts: hours around midnight, received days behind done days, groups that were not
 * counted. The same seed makes the same facts; another seed shares no identity with it.
 */
final class Facts {

    static final String CAMPAIGN = "binh-dan-hoc-vu-so-2025";
    static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");

    private static final LocalDate USUAL_FIRST = LocalDate.of(2025, 3, 1);
    private static final int USUAL_DAYS = 25;
    private static final List<String> TEAMS = List.of(
            "binh-dan-hoc-vu-so", "tri-thuc-tre", "hanh-chinh-cong-luu-dong", "chuyen-doi-so-cong-dong", "ky-su-tre");
    private static final List<String> TOPICS =
            List.of("cong-cu-ai", "nen-tang-so", "tin-hoc-co-ban", "chu-ky-so", "an-toan-khong-gian-mang");
    private static final List<String> SERVICES =
            List.of("cong-dich-vu-cong", "binh-duong-so", "chu-ky-so-ca-nhan", "dinh-danh-muc-2", "thanh-toan-so");
    private static final List<String> CHANNELS = List.of("home", "one-stop", "mobile", "online");
    private static final List<String> OUTCOMES = List.of("completed", "referred", "unresolved");

    private final Random random;
    private final int mostUnits;
    private final LocalDate first;
    private final int days;
    private final Instant last;
    private long made;

    Facts(long seed) {
        this(seed, Integer.MAX_VALUE, USUAL_FIRST, USUAL_DAYS);
    }

    /** As many units at most, spread over the province, and days, from the usual first on. */
    Facts(long seed, int mostUnits, int days) {
        this(seed, mostUnits, USUAL_FIRST, days);
    }

    /** Of all units that there are on each of some days. */
    Facts(long seed, LocalDate first, int days) {
        this(seed, Integer.MAX_VALUE, first, days);
    }

    private Facts(long seed, int mostUnits, LocalDate first, int days) {
        this.random = new Random(seed);
        this.mostUnits = mostUnits;
        this.first = first;
        this.days = days;
        this.last = first.plusDays(days).atStartOfDay(ZONE).toInstant().minusMillis(1);
    }

    /** Of a hundred, some 75 assists, 15 classes, 6 volunteers and 4 nil reports. */
    Fact next() {
        int kind = random.nextInt(100);
        return kind < 75 ? assist() : kind < 90 ? heldClass() : kind < 96 ? volunteer() : nil();
    }

    Fact assist() {
        Instant time = time();
        return assist(time, unit(time), 1 + random.nextInt(9));
    }

    Fact assist(String unit, int citizens) {
        return assist(time(), unit, citizens);
    }

    private Fact assist(Instant time, String unit, int citizens) {
        return of(Kind.ASSIST, time, """
                {"campaign":"%s","unit":"%s","team":"%s","service":"%s","channel":"%s","outcome":"%s","citizens":%d}\
                """.formatted(
                        CAMPAIGN, unit, any(TEAMS), any(SERVICES), any(CHANNELS), any(OUTCOMES), citizens));
    }

    private Fact heldClass() {
        Instant time = time();
        int total = random.nextInt(60);
        StringBuilder groups = new StringBuilder();
        for (String group : List.of("members", "female", "over60")) {
            if (random.nextBoolean()) {
                groups.append(",\"%s\":%d".formatted(group, random.nextInt(total + 1)));
            }
        }
        return of(Kind.CLASS, time, """
                {"campaign":"%s","unit":"%s","team":"%s","topic":"%s","mode":"%s","durationMinutes":%d,\
                "learners":{"total":%d%s},"instructors":%d}\
                """.formatted(
                        CAMPAIGN,
                        unit(time),
                        any(TEAMS),
                        any(TOPICS),
                        random.nextBoolean() ? "in-person" : "online",
                        30 + random.nextInt(120),
                        total,
                        groups,
                        1 + random.nextInt(3)));
    }

    private Fact volunteer() {
        Instant time = time();
        return of(Kind.VOLUNTEER, time, """
                {"campaign":"%s","unit":"%s","team":"%s"}""".formatted(CAMPAIGN, unit(time), any(TEAMS)));
    }

    private Fact nil() {
        LocalDate day = first.plusDays(random.nextInt(days));
        Instant time = day.atStartOfDay(ZONE).toInstant();
        return of(Kind.NIL, time, """
                {"campaign":"%s","unit":"%s","day":"%s"}""".formatted(CAMPAIGN, unit(time), day));
    }

    private Fact of(Kind kind, Instant time, String data) {
        return Fact.of(
                "/districts/%d/portal".formatted(718 + random.nextInt(9)),
                uuid(),
                kind.type(),
                uuid(),
                time,
                recorded(time),
                data);
    }

    /** What takes a fact back, some time after it was accepted. */
    Fact retraction(Fact fact) {
        return fact.retraction(fact.source(), uuid(), later(fact));
    }

    /** Another fact about the same subject, done before it was accepted: what holds instead. */
    Fact instead(Fact fact, Instant accepted) {
        Fact other = next();
        while (!other.type().equals(fact.type()) || other.time().isAfter(accepted)) {
            other = next();
        }
        return new Fact(
                fact.source(),
                other.id(),
                fact.type(),
                fact.subject(),
                other.time(),
                accepted,
                other.data(),
                fact.topic());
    }

    /** When a fact is taken back: up to three days after it was accepted, or done. */
    private Instant later(Fact fact) {
        Instant later = (fact.recorded() == null ? fact.time() : fact.recorded())
                .plusMillis(random.nextInt(3 * 24 * 3_600_000));
        return later.isAfter(last) ? last : later;
    }

    /** Code of a unit that there is when something is done. */
    private String unit(Instant time) {
        List<String> codes = Register.codesOn(LocalDate.ofInstant(time, ZONE));
        int units = Math.min(mostUnits, codes.size());
        return codes.get(random.nextInt(units) * codes.size() / units);
    }

    private Instant time() {
        return first.atStartOfDay(ZONE).toInstant().plusSeconds(random.nextInt(days * 24 * 3600));
    }

    /** Mostly at once, some up to three days late, some left to the broker. */
    private Instant recorded(Instant time) {
        int lateness = random.nextInt(100);
        if (lateness < 3) {
            return null;
        }
        Instant recorded = time.plusMillis(lateness < 70 ? random.nextInt(60_000) : random.nextInt(3 * 24 * 3_600_000));
        return recorded.isAfter(last) ? last : recorded;
    }

    /** A UUIDv7, as the contract has it: those made later sort later, so that a store finds neighbours together. */
    private String uuid() {
        made++;
        long millis = first.atStartOfDay(ZONE).toInstant().toEpochMilli() + made;
        return new UUID(millis << 16 | 0x7000 | random.nextLong() >>> 52, random.nextLong() >>> 2 | Long.MIN_VALUE)
                .toString();
    }

    private String any(List<String> some) {
        return some.get(random.nextInt(some.size()));
    }
}
