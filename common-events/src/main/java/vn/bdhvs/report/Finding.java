package vn.bdhvs.report;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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
     * @param unit code of a unit that stands for all that lies below it; null for all of the client's
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

    /** Whether there is a unit of this code, or ever was one. */
    public boolean knowsUnit(String code) {
        return !units.spans(code).isEmpty();
    }

    /** A page of what is wanted and lies in the client's units. Reports that come meanwhile shift nothing. */
    public Page<R> page(Wanted wanted, Client client) {
        Set<String> codes = client.codes(units);
        if (wanted.unit() != null) {
            codes.retainAll(units.codesWithin(wanted.unit()));
        }
        List<R> items = new ArrayList<>();
        String after = wanted.after();
        while (true) {
            int missing = wanted.limit() + 1 - items.size();
            List<R> found = reports.before(
                    after,
                    codes,
                    wanted.from() == null
                            ? null
                            : wanted.from().atStartOfDay(zone).toInstant(),
                    wanted.to() == null
                            ? null
                            : wanted.to().plusDays(1).atStartOfDay(zone).toInstant(),
                    missing);
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
}
