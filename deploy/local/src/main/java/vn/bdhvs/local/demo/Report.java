package vn.bdhvs.local.demo;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** A made-up report of citizens who were helped, as a district's service would send it. */
record Report(String reference, String district, String json) {

    private static final String CAMPAIGN = "binh-dan-hoc-vu-so-2025";
    private static final ZoneOffset VIETNAM = ZoneOffset.ofHours(7);
    private static final int LATEST_SECONDS = 5;
    private static final int EARLIEST_SECONDS = 600;

    private static final Weighted<String> TEAMS = new Weighted.Builder<String>()
            .add(45, "binh-dan-hoc-vu-so")
            .add(20, "chuyen-doi-so-cong-dong")
            .add(15, "hanh-chinh-cong-luu-dong")
            .add(14, "tri-thuc-tre")
            .add(6, "ky-su-tre")
            .build();
    private static final Weighted<String> SERVICES = new Weighted.Builder<String>()
            .add(22, "chu-ky-so-ca-nhan")
            .add(18, "dinh-danh-muc-2")
            .add(16, "dich-vu-cong-truc-tuyen")
            .add(13, "binh-duong-so")
            .add(11, "cong-dich-vu-cong")
            .add(8, "thanh-toan-so")
            .add(5, "nen-tang-so")
            .add(4, "cai-cach-hanh-chinh")
            .add(2, "nong-nghiep-so")
            .add(1, "du-lich-so")
            .build();
    private static final Weighted<String> CHANNELS = new Weighted.Builder<String>()
            .add(40, "one-stop")
            .add(30, "home")
            .add(20, "mobile")
            .add(10, "online")
            .build();
    private static final Weighted<String> OUTCOMES = new Weighted.Builder<String>()
            .add(80, "completed")
            .add(14, "referred")
            .add(6, "unresolved")
            .build();
    private static final Weighted<Integer> CITIZENS = new Weighted.Builder<Integer>()
            .add(52, 1)
            .add(20, 2)
            .add(12, 3)
            .add(7, 4)
            .add(5, 5)
            .add(3, 6)
            .add(1, 12)
            .build();

    /** A report of something that happened in the last ten minutes. */
    static Report any(Places places, Instant now, RandomGenerator random) {
        Places.Commune commune = places.any(random);
        String reference = "demo-" + new UUID(random.nextLong(), random.nextLong());
        Instant assistedAt = now.minusSeconds(random.nextInt(LATEST_SECONDS, EARLIEST_SECONDS));
        String json = """
                {"campaign":"%s","unit":"%s","team":"%s","service":"%s","channel":"%s",\
                "assistedAt":"%s","citizens":%d,"outcome":"%s","clientReference":"%s"}""".formatted(
                        CAMPAIGN,
                        commune.code(),
                        TEAMS.any(random),
                        SERVICES.any(random),
                        CHANNELS.any(random),
                        local(assistedAt),
                        CITIZENS.any(random),
                        OUTCOMES.any(random),
                        reference);
        return new Report(reference, commune.district(), json);
    }

    private static String local(Instant instant) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                instant.truncatedTo(ChronoUnit.SECONDS).atOffset(VIETNAM));
    }
}
