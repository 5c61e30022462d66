package vn.bdhvs.analytics.live;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import vn.bdhvs.analytics.catalogue.Area;
import vn.bdhvs.analytics.figures.FiguresChanged;
import vn.bdhvs.unit.UnitRegister;

/** The newest activities, newest first, each once however often it is announced. Confined to the hub's thread. */
class Feed {

    /** How many are shown at once. */
    static final int SHOWN = 20;

    private static final int KEPT = 200;

    private final TreeSet<FiguresChanged.Reported> newest =
            new TreeSet<>(Comparator.comparing(FiguresChanged.Reported::recordedTime)
                    .thenComparing(FiguresChanged.Reported::id)
                    .reversed());
    private final Set<FiguresChanged.Reported> unsent = new HashSet<>();

    /** Whether an activity was done in an area. */
    static Predicate<FiguresChanged.Reported> within(Area area, UnitRegister units) {
        return activity -> {
            LocalDate day = area.campaign().day(activity.time());
            return units.find(activity.unit(), day)
                    .filter(unit -> area.holds(unit.id(), day))
                    .isPresent();
        };
    }

    void add(Collection<FiguresChanged.Reported> activities) {
        for (FiguresChanged.Reported activity : activities) {
            if (newest.add(activity)) {
                unsent.add(activity);
            }
        }
        while (newest.size() > KEPT) {
            unsent.remove(newest.pollLast());
        }
    }

    /** The newest of these that match, newest first. */
    List<FiguresChanged.Reported> newest(Predicate<FiguresChanged.Reported> matches, int limit) {
        return newest.stream().filter(matches).limit(limit).toList();
    }

    /** Those added since the last {@link #sent()} that match, newest first. */
    List<FiguresChanged.Reported> unsent(Predicate<FiguresChanged.Reported> matches, int limit) {
        return unsent.stream()
                .filter(matches)
                .sorted(newest.comparator())
                .limit(limit)
                .collect(Collectors.toList());
    }

    void sent() {
        unsent.clear();
    }
}
