package vn.bdhvs.analytics.tally;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.lt;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;

/**
 * Differences that are understood: minutes in which more has arrived than their source still knows of. Kept with the minute.
 * Each is of what was told then and had arrived then, and stands no longer when something else is told. It is kept
 * nevertheless, and stands again when the same is: whoever reads the topic from its beginning comes past what was told before.
 */
@Component
class Acceptances {

    /** Whether the acceptance is of what is told and has arrived now. */
    static final String STANDS = "acceptanceStands";

    private static final String ACCEPTED = "accepted";
    private static final String ARRIVED = "arrived";
    private static final String BY = "by";
    private static final String AT = "at";
    private static final String REASON = "reason";
    private static final String LATEST = ACCEPTED + "." + AT;

    private final MongoCollection<Document> tallies;

    Acceptances(MongoTemplate mongo) {
        this.tallies = mongo.getCollection(Tallies.COLLECTION);
        this.tallies.createIndex(
                Indexes.ascending(STANDS), new IndexOptions().name("accepted").sparse(true));
    }

    /**
     * An accepted minute.
     *
     * @param minute its beginning, business time
     * @param told how many events its source still knows of
     * @param arrived how many of them are counted or rejected
     * @param by name of the operator
     * @param at real time
     * @param reason in the operator's words
     */
    record Acceptance(Instant minute, long told, long arrived, String by, Instant at, String reason) {}

    /** Accepts a minute that differs, unless it is told or has arrived otherwise by now. */
    void accept(Tallies.Open open, String by, Instant at, String reason) {
        Document accepted = new Document(Tallies.COUNT, open.told())
                .append(Tallies.CHECKSUM, open.checksum())
                .append(ARRIVED, open.found())
                .append(BY, by)
                .append(AT, Date.from(at))
                .append(REASON, reason);
        tallies.updateOne(
                and(Tallies.asTold(open), eq(Tallies.OPEN, true), eq(Tallies.FOUND, open.found())),
                Updates.combine(Tallies.CLOSED, Updates.set(ACCEPTED, accepted), Updates.set(STANDS, true)));
    }

    /** How many minutes from a time until before another stand accepted. */
    long count(String source, Instant from, Instant until) {
        return tallies.countDocuments(
                and(accepted(source), gte(Tallies.MINUTE, Date.from(from)), lt(Tallies.MINUTE, Date.from(until))));
    }

    /** Those of a source that stand accepted, the latest acceptance first. */
    List<Acceptance> latest(String source, int most) {
        List<Acceptance> latest = new ArrayList<>();
        tallies.find(accepted(source))
                .sort(Sorts.descending(LATEST, Tallies.MINUTE))
                .limit(most)
                .forEach(document -> latest.add(read(document)));
        return latest;
    }

    private static Bson accepted(String source) {
        return and(eq(STANDS, true), eq(Tallies.SOURCE, source));
    }

    private static Acceptance read(Document document) {
        Document accepted = document.get(ACCEPTED, Document.class);
        return new Acceptance(
                document.getDate(Tallies.MINUTE).toInstant(),
                document.getLong(Tallies.COUNT),
                accepted.getLong(ARRIVED),
                accepted.getString(BY),
                accepted.getDate(AT).toInstant(),
                accepted.getString(REASON));
    }

    /** How many events had arrived when the minute was accepted as it is told now; null if it was not. */
    static @Nullable Long arrived(Document minute) {
        Document accepted = minute.get(ACCEPTED, Document.class);
        return accepted != null
                        && Objects.equals(accepted.get(Tallies.COUNT), minute.get(Tallies.COUNT))
                        && Objects.equals(accepted.get(Tallies.CHECKSUM), minute.get(Tallies.CHECKSUM))
                ? accepted.getLong(ARRIVED)
                : null;
    }
}
