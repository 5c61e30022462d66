package vn.bdhvs.analytics.tally;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How far the figures are known to be whole. */
@Component
public class ControlTotals {

    /** It is part of each answer of figures. */
    private static final long GOOD_FOR_NANOS = 1_000_000_000;

    private final Tallies tallies;
    private volatile @Nullable Known latest;

    ControlTotals(Tallies tallies) {
        this.tallies = tallies;
    }

    /**
     * What is known.
     *
     * @param through up to this business time all that every source has accepted has arrived; null if no source has told
     *     anything yet
     * @param missing events that sources have told of and that have not arrived, as far as is known
     */
    public record Verified(@Nullable Instant through, long missing) {}

    /** As of now, or of a second ago, over all sources. */
    public Verified verified() {
        Known known = latest;
        if (known == null || System.nanoTime() - known.at() > GOOD_FOR_NANOS) {
            known = new Known(look(), System.nanoTime());
            latest = known;
        }
        return known.verified();
    }

    private record Known(Verified verified, long at) {}

    private Verified look() {
        List<Tallies.Open> open = tallies.open();
        return new Verified(
                tallies.verifiedThrough(open).values().stream()
                        .min(Instant::compareTo)
                        .orElse(null),
                open.stream()
                        .filter(Tallies.Open::isDifferent)
                        .mapToLong(Tallies.Open::missing)
                        .sum());
    }
}
