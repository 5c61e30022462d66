package vn.bdhvs.analytics.tally;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;
import vn.bdhvs.tally.EventTally;
import vn.bdhvs.tally.SourceTally;

/**
 * What the sources have told, minute by minute, and whether it was found to agree with what has arrived. A tally that is
 * told again unchanged stays as it is, so all instances may take it in, and again after each start.
 */
@Component
class Tallies {

    static final String COLLECTION = "tallies";
    static final String SOURCE = "source";
    static final String MINUTE = "minute";
    static final String COUNT = "count";
    static final String CHECKSUM = "checksum";
    private static final String THROUGH = "through";
    static final String OPEN = "open";
    static final String FOUND = "found";
    static final String SINCE = "since";

    /** Makes a minute one of those that are not looked at any more. */
    static final Bson CLOSED = Updates.combine(Updates.unset(OPEN), Updates.unset(FOUND), Updates.unset(SINCE));

    private final MongoCollection<Document> tallies;

    Tallies(MongoTemplate mongo) {
        this.tallies = mongo.getCollection(COLLECTION);
        this.tallies.createIndex(
                Indexes.ascending(OPEN), new IndexOptions().name("open").sparse(true));
        // Asked about once a second, of a few documents among all minutes.
        this.tallies.createIndex(
                Indexes.ascending(THROUGH), new IndexOptions().name("through").sparse(true));
    }

    /**
     * A minute of which it is not known that all has arrived.
     *
     * @param minute its beginning, business time
     * @param told what its source has told
     * @param checksum of that
     * @param found how many of these have arrived, when last looked at; null before
     * @param since when it was first seen to differ, real time; null before
     * @param accepted how many had arrived when somebody accepted this difference; null if nobody has
     */
    record Open(
            String source,
            Instant minute,
            long told,
            String checksum,
            @Nullable Long found,
            @Nullable Instant since,
            @Nullable Long accepted) {

        boolean agreesWith(EventTally arrived) {
            return told == arrived.count() && checksum.equals(arrived.checksum());
        }

        /** Whether somebody has accepted that just as many have arrived, of what was told just so. */
        boolean isAccepted(EventTally arrived) {
            return accepted != null && accepted == arrived.count();
        }

        /** How many have not arrived, as far as is known; negative if more have than were told. */
        long difference() {
            return found == null ? 0 : told - found;
        }

        /** How many have not arrived, as far as is known. What more has arrived than was told makes up for no other minute. */
        long missing() {
            return Math.max(0, difference());
        }

        /** Whether it was looked at and found to differ. */
        boolean isDifferent() {
            return since != null;
        }
    }

    /** Takes in what was told. */
    void take(List<SourceTally> told) {
        Map<String, SourceTally> latest = new LinkedHashMap<>();
        told.forEach(each -> latest.put(each.key(), each));
        Map<String, Document> known = new HashMap<>();
        tallies.find(in("_id", latest.keySet())).forEach(document -> known.put(document.getString("_id"), document));
        List<UpdateOneModel<Document>> writes = new ArrayList<>();
        latest.forEach((key, tally) -> {
            Document before = known.get(key);
            if (tally.through() != null) {
                writes.add(write(
                        key,
                        Updates.combine(
                                Updates.set(SOURCE, tally.source()),
                                Updates.max(THROUGH, Date.from(tally.through())))));
            } else if (tally.minute() != null && isNews(tally, before)) {
                writes.add(write(
                        key,
                        Updates.combine(
                                Updates.set(SOURCE, tally.source()),
                                Updates.set(MINUTE, Date.from(tally.minute())),
                                Updates.set(COUNT, tally.count()),
                                Updates.set(CHECKSUM, tally.checksum()),
                                Updates.set(OPEN, true),
                                Updates.unset(Acceptances.STANDS))));
            }
        });
        if (!writes.isEmpty()) {
            tallies.bulkWrite(writes, new BulkWriteOptions().ordered(false));
        }
    }

    private static boolean isNews(SourceTally tally, @Nullable Document before) {
        return before == null
                || !Objects.equals(before.get(COUNT), tally.count())
                || !Objects.equals(before.getString(CHECKSUM), tally.checksum());
    }

    private static UpdateOneModel<Document> write(String key, Bson update) {
        return new UpdateOneModel<>(eq("_id", key), update, new UpdateOptions().upsert(true));
    }

    /** All minutes that are open, the earliest first. */
    List<Open> open() {
        List<Open> open = new ArrayList<>();
        tallies.find(eq(OPEN, true)).sort(Sorts.ascending(MINUTE)).forEach(document -> open.add(read(document)));
        return open;
    }

    private static Open read(Document document) {
        Date since = document.getDate(SINCE);
        return new Open(
                document.getString(SOURCE),
                document.getDate(MINUTE).toInstant(),
                document.getLong(COUNT),
                document.getString(CHECKSUM),
                document.getLong(FOUND),
                since == null ? null : since.toInstant(),
                Acceptances.arrived(document));
    }

    /** Remembers that all of a minute has arrived, unless something else was told of it meanwhile. */
    void close(Open open) {
        tallies.updateOne(asTold(open), CLOSED);
    }

    /** Remembers that a minute is as somebody has accepted it, unless something else was told of it meanwhile. */
    void closeAsAccepted(Open open) {
        tallies.updateOne(asTold(open), Updates.combine(CLOSED, Updates.set(Acceptances.STANDS, true)));
    }

    /** Remembers how much of a minute has arrived. */
    void differs(Open open, long found, Instant now) {
        Bson stillOpen = and(asTold(open), eq(OPEN, true));
        tallies.updateOne(stillOpen, Updates.set(FOUND, found));
        tallies.updateOne(and(stillOpen, exists(SINCE, false)), Updates.set(SINCE, Date.from(now)));
    }

    /** The very minute, of which nothing else was told since. */
    static Bson asTold(Open open) {
        return and(
                eq("_id", open.source() + " " + open.minute()), eq(COUNT, open.told()), eq(CHECKSUM, open.checksum()));
    }

    /** By source, up to when all has been told, business time. */
    Map<String, Instant> through() {
        Map<String, Instant> through = new TreeMap<>();
        tallies.find(exists(THROUGH))
                .forEach(document -> through.put(
                        document.getString(SOURCE), document.getDate(THROUGH).toInstant()));
        return through;
    }

    /**
     * By source, up to when all that was sent is known to have arrived, business time.
     *
     * @param open as they are now
     */
    Map<String, Instant> verifiedThrough(List<Open> open) {
        Map<String, Instant> verified = through();
        TreeSet<String> seen = new TreeSet<>();
        for (Open each : open) {
            if (seen.add(each.source())) {
                verified.computeIfPresent(
                        each.source(), (source, through) -> each.minute().isBefore(through) ? each.minute() : through);
            }
        }
        return verified;
    }
}
