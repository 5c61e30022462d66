package vn.bdhvs.local.demo;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * What comes in at a moment: mostly one report of what has just been done, now and then a late one, or a bundle of late
 * ones from a district that was cut off. A late report is what would have come in earlier; so is all that comes at night.
 */
final class Arrivals {

    private static final int ALL = 1_000;

    private final Habits habits;
    private final Rhythm rhythm;
    private final Places places;
    private final Assists assists;
    private final Classes classes;
    private final Volunteers volunteers;
    private final Weighted<Integer> daysBack;

    Arrivals(Habits habits, Rhythm rhythm, Places places) {
        this.habits = habits;
        this.rhythm = rhythm;
        this.places = places;
        this.assists = new Assists(habits);
        this.classes = new Classes(habits);
        this.volunteers = new Volunteers(habits);
        Weighted.Builder<Integer> days = new Weighted.Builder<>();
        habits.lateness().daysBack().forEach((back, weight) -> days.add(weight, back));
        this.daysBack = days.build();
    }

    /** How many reports an arrival brings, in the mean. */
    double reportsEach() {
        List<Integer> size = habits.lateness().bundleOf();
        double more = (size.get(0) + size.get(1)) / 2.0 - 1;
        return 1 + more * habits.lateness().bundles() / ALL;
    }

    /** One arrival; none if only what was done before the campaign could come in. */
    Optional<Delivery> next(Instant now, RandomGenerator random) {
        LocalDateTime local = LocalDateTime.ofInstant(now, habits.timeZone());
        Kind kind = rhythm.anyKind(local, random);
        int dice = random.nextInt(ALL) - habits.lateness().bundles();
        if (dice < 0) {
            return bundle(kind, local, random);
        }
        if (dice < habits.lateness().late() || rhythm.isNight(local.toLocalTime())) {
            return earlier(kind, local, random).map(at -> Delivery.of(any(kind, at, random)));
        }
        return Optional.of(Delivery.of(any(kind, local, random)));
    }

    private Optional<Delivery> bundle(Kind kind, LocalDateTime now, RandomGenerator random) {
        List<Integer> size = habits.lateness().bundleOf();
        Place sender = places.any(now.toLocalDate(), random);
        List<Report> reports = IntStream.range(0, random.nextInt(size.get(0), size.get(1) + 1))
                .mapToObj(row -> earlier(kind, now, random))
                .flatMap(Optional::stream)
                .map(at -> of(kind, places.neighbour(sender, at.toLocalDate(), random), at, random))
                .toList();
        return reports.isEmpty() ? Optional.empty() : Optional.of(Delivery.batch(reports));
    }

    /** An earlier moment, of today or a few days back, at which a report should have come in. */
    private Optional<LocalDateTime> earlier(Kind kind, LocalDateTime now, RandomGenerator random) {
        LocalDate day = now.toLocalDate().minusDays(daysBack.any(random));
        LocalTime time = rhythm.anyTime(kind, day, random);
        if (!day.atTime(time).isBefore(now)) {
            day = day.minusDays(1);
        }
        return Optional.of(day.atTime(time)).filter(at -> habits.covers(at.toLocalDate()));
    }

    private Report any(Kind kind, LocalDateTime at, RandomGenerator random) {
        return of(kind, places.any(at.toLocalDate(), random), at, random);
    }

    /** The report that a unit makes at a time of its day. */
    Report of(Kind kind, Place place, LocalDateTime at, RandomGenerator random) {
        Instant reported = at.atZone(habits.timeZone()).toInstant();
        return switch (kind) {
            case ASSISTS -> assists.at(place, reported, random);
            case CLASSES -> classes.at(place, reported, random);
            case VOLUNTEERS -> volunteers.at(place, reported, random);
            case NIL_REPORTS -> throw new IllegalArgumentException("nil reports come by themselves");
        };
    }
}
