package vn.bdhvs.report;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.bdhvs.unit.Unit;
import vn.bdhvs.unit.UnitRegister;

/** Looks up what was accepted. What lies outside a client's units does not exist for it. */
public final class Finding<R extends Reported<R>> {

    private final Reports<R> reports;
    private final Admission admission;
    private final UnitRegister units;
    private final ZoneId zone;

    Finding(Reports<R> reports, Admission admission, UnitRegister units, ZoneId zone) {
        this.reports = reports;
        this.admission = admission;
        this.units = units;
        this.zone = zone;
    }

    /**
     * Which reports are wanted, and from where on.
     *
     * @param unit code of a unit, or its code and first day, that stands for all that lies below it; null for all of the
     *     client's
     * @param from first local day on which they were done, included; null for no bound
     * @param to last local day, included; null for no bound
     * @param after id of the last report of the page before; null for the first page
     * @param limit most reports on a page
     */
    public record Wanted(
            @Nullable String unit,
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            @Nullable String after,
            int limit) {}

    /**
     * Some reports, the latest accepted first.
     *
     * @param next where the next page begins; null if this is the last
     */
    public record Page<R>(List<R> items, @Nullable String next) {}

    public Optional<R> withId(String id, Client client) {
        return reports.withId(id).filter(reported -> admission.mayRead(client, reported));
    }

    /** By the client's own reference: how to learn what became of a request that got no answer. */
    public Optional<R> withReference(String reference, Client client) {
        return reports.withReference(client, reference).filter(reported -> admission.mayRead(client, reported));
    }

    /** Its versions that lay in the client's units, the oldest first. */
    public List<R> versions(R reported, Client client) {
        return Stream.concat(reported.earlier().stream(), Stream.of(reported))
                .filter(each -> admission.mayRead(client, each))
                .toList();
    }

    /** Whether there is a unit of this code, or ever was one; or one of this code and first day. */
    public boolean knowsUnit(String unit) {
        return units.all().stream()
                .anyMatch(known ->
                        known.code().equals(unit) || known.id().written().equals(unit));
    }

    /** A page of what is wanted and lies in the client's units. Reports that come meanwhile shift nothing. */
    public Page<R> page(Wanted wanted, Client client) {
        List<Reports.DoneBy> doneBy = doneBy(wanted, client);
        List<R> items = new ArrayList<>();
        String after = wanted.after();
        while (true) {
            int missing = wanted.limit() + 1 - items.size();
            List<R> found = reports.before(after, doneBy, missing);
            found.stream()
                    .filter(reported -> admission.mayRead(client, reported))
                    .forEach(items::add);
            if (items.size() > wanted.limit()) {
                List<R> page = List.copyOf(items.subList(0, wanted.limit()));
                return new Page<>(page, page.get(page.size() - 1).id());
            }
            if (found.size() < missing) {
                return new Page<>(List.copyOf(items), null);
            }
            after = found.get(found.size() - 1).id();
        }
    }

    /** What the wanted units did while they bore their codes, which may have been others' before and after. */
    private List<Reports.DoneBy> doneBy(Wanted wanted, Client client) {
        Set<Unit> mine = client.within(units);
        if (wanted.unit() != null) {
            mine.retainAll(units.within(wanted.unit()));
        }
        Map<Life, Set<String>> codes = new HashMap<>();
        for (Unit unit : mine) {
            codes.computeIfAbsent(new Life(unit.validFrom(), unit.validTo()), life -> new HashSet<>())
                    .add(unit.code());
        }
        List<Reports.DoneBy> doneBy = new ArrayList<>();
        codes.forEach((life, ofLife) -> {
            LocalDate from = later(life.from(), wanted.from());
            LocalDate until = earlier(
                    life.until(), wanted.to() == null ? null : wanted.to().plusDays(1));
            doneBy.add(new Reports.DoneBy(ofLife, begin(from), until == null ? null : begin(until)));
        });
        return doneBy;
    }

    /** From a first day until before another; null for no end. */
    private record Life(LocalDate from, @Nullable LocalDate until) {}

    private Instant begin(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }

    private static LocalDate later(LocalDate one, @Nullable LocalDate other) {
        return other == null || one.isAfter(other) ? one : other;
    }

    private static @Nullable LocalDate earlier(@Nullable LocalDate one, @Nullable LocalDate other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }
}
