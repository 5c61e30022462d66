package vn.bdhvs.analytics.ingest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import vn.bdhvs.event.Activity;
import vn.bdhvs.event.ActivityEvent;
import vn.bdhvs.event.CitizenAssisted;
import vn.bdhvs.event.ClassHeld;
import vn.bdhvs.event.NilReported;
import vn.bdhvs.event.VolunteerRegistered;

/**
 * Fingerprint of what an emitter said: type, subject, time and data; of a retraction, those of what it takes back. It
 * leaves out the recorded time, which the broker gives to events that have none, so that a resend is known as a copy.
 */
final class ContentHash {

    private static final int BYTES = 16;
    private static final Activity.Cases<String> TEXT = new Text();

    private ContentHash() {}

    static String of(ActivityEvent event) {
        String content = event.type() + "\n" + event.subject() + "\n" + event.time() + "\n"
                + event.activity().match(TEXT);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(digest, BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * The activity as its record prints it, which is what was hashed from the beginning. Put together here, because records
     * print themselves by a formatter on some platforms, which takes longer than hashing.
     */
    private static final class Text implements Activity.Cases<String> {

        @Override
        public String volunteerRegistered(VolunteerRegistered registered) {
            return "VolunteerRegistered[campaign=" + registered.campaign() + ", unit=" + registered.unit() + ", team="
                    + registered.team() + "]";
        }

        @Override
        public String classHeld(ClassHeld held) {
            ClassHeld.Learners learners = held.learners();
            return "ClassHeld[campaign=" + held.campaign() + ", unit=" + held.unit() + ", team=" + held.team()
                    + ", topic=" + held.topic() + ", mode=" + held.mode() + ", durationMinutes="
                    + held.durationMinutes() + ", learners=Learners[total=" + learners.total() + ", members="
                    + learners.members() + ", female=" + learners.female() + ", over60=" + learners.over60()
                    + "], instructors=" + held.instructors() + "]";
        }

        @Override
        public String citizenAssisted(CitizenAssisted assisted) {
            return "CitizenAssisted[campaign=" + assisted.campaign() + ", unit=" + assisted.unit() + ", team="
                    + assisted.team() + ", service=" + assisted.service() + ", channel=" + assisted.channel()
                    + ", outcome=" + assisted.outcome() + ", citizens=" + assisted.citizens() + "]";
        }

        @Override
        public String nilReported(NilReported nil) {
            return "NilReported[campaign=" + nil.campaign() + ", unit=" + nil.unit() + ", day=" + nil.day() + "]";
        }
    }
}
