package vn.bdhvs.registration.volunteer;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.domain.Sort.Direction;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import vn.bdhvs.registration.sealing.Seal;
import vn.bdhvs.report.ReportingSetup;
import vn.bdhvs.report.Rewriting;
import vn.bdhvs.report.Rewriting.Rewritten;

/**
 * After a new key has come first, seals and hashes anew what was kept under older ones, beside all other work; and once it
 * is the only one, drops the hashes under those that are gone: by a key that leaked, telephones could be found behind them.
 * Any number of instances may do so at once; what is corrected meanwhile is taken up again.
 */
@Component
class Resealing {

    private static final Logger log = LoggerFactory.getLogger(Resealing.class);
    private static final int AT_ONCE = 200;

    private final Rewriting<Volunteer> volunteers;
    private final Hashes hashes;
    private final Criteria under;

    Resealing(ReportingSetup setup, MongoOperations mongo, Seal seal, Hashes hashes, MeterRegistry meters) {
        this.volunteers = setup.rewriting(Volunteer.class);
        this.hashes = hashes;
        this.under =
                new Criteria().orOperator(others(seal.key(), seal.olderKeys().isEmpty()));
        mongo.indexOps(Volunteer.class).createIndex(new Index(Volunteer.SEALED_WITH, Direction.ASC));
        Gauge.builder("personal.data.resealing.pending", this, Resealing::pending)
                .description("Volunteers of whom anything is kept under another key than the first")
                .register(meters);
    }

    /** How many volunteers are still kept under other keys than the first. */
    long pending() {
        return volunteers.count(underOthers());
    }

    /** Seals anew all that there is. */
    @Scheduled(fixedDelayString = "${personal-data.resealing-period:60s}")
    void reseal() {
        // Not more than there were: another instance, with another first key, may be sealing them back meanwhile.
        long most = pending();
        long rewritten = 0;
        Rewritten some;
        do {
            some = volunteers.rewrite(underOthers().limit(AT_ONCE), volunteer -> volunteer.hashedBy(hashes));
            rewritten += some.rewritten() + letStand(some.taken());
        } while (some.found() == AT_ONCE && rewritten < most);
        if (rewritten > 0) {
            log.info("{} volunteers were sealed anew with the first key, {} are left", rewritten, pending());
        }
    }

    /** Before there were keys a person could be registered twice; both stay, and one of them keeps others out. */
    private long letStand(List<String> twice) {
        if (twice.isEmpty()) {
            return 0;
        }
        log.warn("{} volunteers are registered twice in their campaign: {}", twice.size(), twice);
        return volunteers
                .rewrite(
                        query(where("id").in(Set.copyOf(twice))),
                        volunteer -> volunteer.hashedBy(hashes).withoutIdentity())
                .rewritten();
    }

    private Query underOthers() {
        return query(under);
    }

    /** By ranges, as an index has them: what is not under the key; and, if it is the only one, what is also under others. */
    private static List<Criteria> others(String key, boolean alone) {
        Stream<Criteria> sealed = Stream.of(
                where(Volunteer.SEALED_WITH).is(null),
                where(Volunteer.SEALED_WITH).lt(key),
                where(Volunteer.SEALED_WITH).gt(key));
        Stream<Criteria> hashed = alone
                ? Stream.of(
                        where(Volunteer.WHO).lt(key + Seal.HASH_MARK),
                        where(Volunteer.WHO).gte(key + (char) (Seal.HASH_MARK + 1)))
                : Stream.empty();
        return Stream.concat(sealed, hashed).toList();
    }
}
