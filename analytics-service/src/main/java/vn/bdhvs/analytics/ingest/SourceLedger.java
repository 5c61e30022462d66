package vn.bdhvs.analytics.ingest;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;
import vn.bdhvs.analytics.fold.Contribution;
import vn.bdhvs.analytics.fold.Fold;
import vn.bdhvs.analytics.journal.Origin;
import vn.bdhvs.analytics.journal.Uncounted;

/**
 * What each source sent beyond what was counted: copies and rejected records. One document a source, folded under the
 * same kind of mark as figures, so that these too count once. It
 * is of no generation: what was not counted does not depend on how figures are kept.
 */
@Component
class SourceLedger {

    private final MongoCollection<Document> ledger;
    private final Fold fold;

    SourceLedger(MongoTemplate mongo, Fold fold) {
        this.ledger =
                mongo.getCollection(Uncounted.COLLECTION).withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
        this.fold = fold;
    }

    /**
     * Counts these records, each once however often it is delivered. Records in offset order within a partition.
     *
     * @param beforeWrite as for {@link Fold#apply}
     */
    void add(List<Line> lines, Runnable beforeWrite) {
        fold.apply(
                ledger,
                lines.stream()
                        .map(line -> new Contribution(
                                line.source(),
                                Map.of("source", line.source()),
                                line.origin(),
                                false,
                                Map.of(line.kind().field, 1L)))
                        .toList(),
                beforeWrite);
    }

    /** One record that was not counted. */
    record Line(String source, Origin origin, Kind kind) {}

    /** Why a record was not counted. */
    enum Kind {
        COPY(Uncounted.COPIES),
        REJECTED(Uncounted.REJECTED);

        private final String field;

        Kind(String field) {
            this.field = field;
        }
    }
}
