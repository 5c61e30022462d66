package vn.bdhvs.analytics.pace;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Keeps a status from flickering where figures waver about a boundary: another one is shown only after it has held for fifteen
 * minutes. What is reached or over is shown at once, for it does not waver. What is first seen is shown as it is, so instances may show
 * different ones for a quarter of an hour after a start. Confined to one thread.
 *
 * @param <K> what has a status
 */
public final class SteadyStatus<K> {

    private static final Duration HOLD = Duration.ofMinutes(15);

    private final Map<K, Shown> shown = new HashMap<>();

    private record Shown(Pace.Status status, Pace.Status wanted, Instant since) {}

    /**
     * The status to show.
     *
     * @param now by the business clock
     */
    public Pace.Status show(K what, Pace.Status wanted, Instant now) {
        Shown before = shown.get(what);
        Shown after = before == null ? new Shown(wanted, wanted, now) : next(before, wanted, now);
        shown.put(what, after);
        return after.status();
    }

    /** Forgets what was shown of anything else: it is first seen again then. */
    public void keep(Predicate<K> wanted) {
        shown.keySet().removeIf(wanted.negate());
    }

    private static Shown next(Shown before, Pace.Status wanted, Instant now) {
        if (wanted == before.status()) {
            return new Shown(wanted, wanted, now);
        }
        if (!wavers(wanted) || !wavers(before.status())) {
            return new Shown(wanted, wanted, now);
        }
        Instant since = wanted == before.wanted() ? before.since() : now;
        return since.plus(HOLD).isAfter(now)
                ? new Shown(before.status(), wanted, since)
                : new Shown(wanted, wanted, now);
    }

    private static boolean wavers(Pace.Status status) {
        return status == Pace.Status.ON || status == Pace.Status.RISK || status == Pace.Status.BEHIND;
    }
}
