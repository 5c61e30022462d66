package vn.bdhvs.analytics.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vn.bdhvs.event.Activity;
import vn.bdhvs.event.ActivityEvent;
import vn.bdhvs.event.CitizenAssisted;
import vn.bdhvs.event.ClassHeld;
import vn.bdhvs.event.NilReported;
import vn.bdhvs.event.VolunteerRegistered;

class ContentHashTests {

    private static final Instant DONE = Instant.parse("2025-03-26T01:00:00Z");

    static Stream<Activity> activities() {
        return Stream.of(
                new VolunteerRegistered("c", "25942", "tri-thuc-tre"),
                new ClassHeld(
                        "c",
                        "25942",
                        "tri-thuc-tre",
                        "cong-cu-ai",
                        ClassHeld.Mode.ONLINE,
                        90,
                        new ClassHeld.Learners(30, null, 12, 0),
                        2),
                new CitizenAssisted(
                        "c",
                        "25942",
                        "ky-su-tre",
                        "binh-duong-so",
                        CitizenAssisted.Channel.ONE_STOP,
                        CitizenAssisted.Outcome.COMPLETED,
                        3),
                new NilReported("c", "25942", LocalDate.of(2025, 3, 26)));
    }

    /** Journals hold hashes of what records print; another text would turn each copy of an old event into a conflict. */
    @ParameterizedTest
    @MethodSource("activities")
    void hashesWhatTheRecordPrints(Activity activity) throws Exception {
        ActivityEvent event = new ActivityEvent(URI.create("/s"), "id", "subject", DONE, DONE, activity);
        String printed = event.type() + "\nsubject\n2025-03-26T01:00:00Z\n" + activity;
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(printed.getBytes(StandardCharsets.UTF_8));
        assertThat(ContentHash.of(event)).isEqualTo(HexFormat.of().formatHex(digest, 0, 16));
    }

    @Test
    void isThatOfAJournalThatWasWrittenLongAgo() {
        ActivityEvent event = new ActivityEvent(
                URI.create("/s"), "id", "subject", DONE, DONE, new VolunteerRegistered("c", "25942", "tri-thuc-tre"));
        assertThat(ContentHash.of(event)).isEqualTo("eecfa0c14a57ad579d878607dac9fcf9");
    }
}
