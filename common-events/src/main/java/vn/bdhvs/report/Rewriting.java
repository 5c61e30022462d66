package vn.bdhvs.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;

/**
 * Writes reports anew that say the same as before but are to be kept in another way. No event tells of it. Any number of
 * instances may do so at once, while the reports are being corrected.
 */
public final class Rewriting<R extends Reported<R>> {

    private static final Logger log = LoggerFactory.getLogger(Rewriting.class);

    private final MongoOperations mongo;
    private final Reports<R> reports;
    private final Class<R> type;

    Rewriting(MongoOperations mongo, Reports<R> reports, Class<R> type) {
        this.mongo = mongo;
        this.reports = reports;
        this.type = type;
    }

    /**
     * What became of some reports.
     *
     * @param found how many were to be rewritten and could be read; of those not rewritten some were touched by others
     *     meanwhile, which will be found again
     * @param taken ids of those whose identity another report has
     */
    public record Rewritten(int found, int rewritten, List<String> taken) {}

    /**
     * Rewrites reports.
     *
     * @param which those that are to be rewritten, a few at a time
     * @param anew a report as it is to be kept
     */
    public Rewritten rewrite(Query which, UnaryOperator<R> anew) {
        List<R> found = findReadable(which);
        List<String> taken = new ArrayList<>();
        int rewritten = 0;
        for (R report : found) {
            try {
                rewritten += reports.replace(report, anew.apply(report)) ? 1 : 0;
            } catch (DuplicateKeyException e) {
                taken.add(report.id());
            }
        }
        return new Rewritten(found.size(), rewritten, taken);
    }

    /**
     * Rewrites one report.
     *
     * @return whether it was rewritten; it was not if it or its outbox was touched since it was read
     */
    public boolean rewrite(R read, R anew) {
        return reports.replace(read, anew);
    }

    /** Those that there are. */
    public List<R> find(Query which) {
        return mongo.find(which, type);
    }

    /**
     * Those that can be read. What cannot, such as what is sealed with a key that is gone, is logged, and keeps no other
     * waiting.
     */
    public List<R> findReadable(Query which) {
        try {
            return mongo.find(which, type);
        } catch (DataAccessException e) {
            throw e;
        } catch (RuntimeException e) {
            // Whatever a conversion throws: its message may quote what it was about, so it is not logged.
            return oneByOne(which);
        }
    }

    private List<R> oneByOne(Query which) {
        List<R> readable = new ArrayList<>();
        List<String> unreadable = new ArrayList<>();
        for (String id : mongo.findDistinct(which, "id", type, String.class)) {
            if (which.isLimited() && readable.size() == which.getLimit()) {
                break;
            }
            try {
                reports.withId(id).ifPresent(readable::add);
            } catch (DataAccessException e) {
                throw e;
            } catch (RuntimeException e) {
                unreadable.add(id);
            }
        }
        log.error(
                "{} of {} cannot be read, as if they were sealed with a key that is gone, such as {}",
                unreadable.size(),
                reports.collection(),
                unreadable.stream().findFirst().orElse("none any more"));
        return readable;
    }

    /** How many there are still. */
    public long count(Query which) {
        return mongo.count(which, type);
    }
}
