package vn.bdhvs.analytics.live;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.bdhvs.analytics.catalogue.Area;
import vn.bdhvs.unit.UnitId;

/** A view, and those who watch it. Confined to the hub's thread. */
class Scope {

    /** An overview is reckoned again after this long while figures move, and each minute of business time anyway. */
    private static final Duration OVERVIEW_EVERY = Duration.ofSeconds(5);

    private final Set<Viewer> viewers = new LinkedHashSet<>();
    private View view;
    private List<UnitId> children;
    private boolean moved = true;
    private long overviewAt;
    private @Nullable LocalDateTime overviewMinute;
    private @Nullable Frame overview;
    private @Nullable Frame snapshot;

    Scope(View view) {
        this.view = view;
        this.children = view.area().children();
    }

    View view() {
        return view;
    }

    /** Units of today that stand directly below. */
    List<UnitId> children() {
        return children;
    }

    Set<Viewer> viewers() {
        return viewers;
    }

    /** The same as of another day: everyone gets everything anew. */
    void renew(Area area) {
        view = view.of(area);
        children = area.children();
        overview = null;
        snapshot = null;
    }

    /** The snapshot that newcomers are given; null if it has to be made. */
    @Nullable
    Frame snapshot() {
        return snapshot;
    }

    /** Keeps it for them; null drops it. */
    void snapshot(@Nullable Frame kept) {
        snapshot = kept;
    }

    /** Its figures are others than when the overview was reckoned. */
    void move() {
        moved = true;
    }

    /** The overview as it was last reckoned; null if it is due. */
    @Nullable
    Frame overview(LocalDateTime now) {
        boolean old = System.nanoTime() - overviewAt > OVERVIEW_EVERY.toNanos();
        boolean due = (old && moved) || !now.truncatedTo(ChronoUnit.MINUTES).equals(overviewMinute);
        return due ? null : overview;
    }

    /** Another overview, which everyone who watches now lacks. */
    void show(Frame reckoned, LocalDateTime now) {
        overview = reckoned;
        overviewAt = System.nanoTime();
        overviewMinute = now.truncatedTo(ChronoUnit.MINUTES);
        moved = false;
        viewers.forEach(Viewer::lackOverview);
    }
}
