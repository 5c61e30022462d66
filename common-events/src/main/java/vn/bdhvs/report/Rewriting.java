package vn.bdhvs.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;

/**
 * Writes reports anew that say the same as before but are to be kept in another way. No event tells of it. Any number of
 * instances may do so at once, while the reports are being corrected.
 */
public final class Rewriting<R extends Reported<R>> {

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
     * @param found how many were to be rewritten; of those not rewritten some were touched by others meanwhile, which will
     *     be found again
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
        List<R> found = mongo.find(which, type);
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

    /** How many there are still. */
    public long count(Query which) {
        return mongo.count(which, type);
    }
}
