package vn.bdhvs.report;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the references of a dry run, of which nothing is written, so that it tells a row that repeats one above as
 * the real run would. It keeps two hashes a row, some hundred bytes; two are alike once in some billion batches.
 */
final class Rehearsal {

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private final Map<Long, Long> fingerprints = new HashMap<>();
    private final Set<Long> identities = new HashSet<>();

    /** How a row relates to those above. */
    enum Relation {
        NEW,
        SAME,
        OTHER
    }

    Relation meet(Report<?> report) {
        @Nullable String reference = report.clientReference();
        if (reference == null) {
            return Relation.NEW;
        }
        long fingerprint = hash(report.fingerprint());
        Long known = fingerprints.putIfAbsent(hash(reference), fingerprint);
        if (known == null) {
            return Relation.NEW;
        }
        return known == fingerprint ? Relation.SAME : Relation.OTHER;
    }

    /** Whether a row above shares this identity; it is remembered either way. */
    boolean knows(List<String> identity) {
        boolean fresh = true;
        for (String each : identity) {
            fresh &= identities.add(hash(each));
        }
        return !fresh;
    }

    private static long hash(String text) {
        long hash = FNV_OFFSET;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * FNV_PRIME;
        }
        return hash;
    }
}
