package vn.bdhvs.access;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;

/**
 * What was done to this service, in its database. Nothing here changes or removes an entry; a database user that may only
 * insert and find in this collection keeps everybody else from it too.
 */
public final class AccessLog {

    /** Name of the collection. */
    public static final String COLLECTION = "access";

    /** Attribute of a request: a list of the ids of what it showed or changed, where its path does not say. */
    public static final String ABOUT = AccessLog.class.getName() + ".about";

    private static final int LONGEST = 500;

    private final MongoOperations mongo;

    AccessLog(MongoOperations mongo) {
        this.mongo = mongo;
    }

    /**
     * Appends what was done, durably.
     *
     * @throws org.springframework.dao.DataAccessException if that could not be done, or it is not known
     */
    public void append(String who, String did, String to, int status, String from) {
        append(who, did, to, status, from, List.of());
    }

    /**
     * Appends what was done and to what, durably.
     *
     * @param about ids of what was shown or changed, where the path does not say
     * @throws org.springframework.dao.DataAccessException if that could not be done, or it is not known
     */
    public void append(String who, String did, String to, int status, String from, List<String> about) {
        Document entry = new Document("_id", UuidCreator.getTimeOrderedEpoch().toString())
                .append("at", Date.from(Instant.now().truncatedTo(ChronoUnit.MILLIS)))
                .append("who", cut(who))
                .append("did", cut(did))
                .append("to", cut(to))
                .append("status", status)
                .append("from", cut(from))
                .append("about", about);
        mongo.execute(COLLECTION, collection -> collection.insertOne(entry));
    }

    /**
     * What was done to something, the latest first.
     *
     * @param id of it, where a list showed it
     * @param path of it; what lies below it too
     */
    public List<AccessEntry> about(String id, String path, int limit) {
        Criteria wanted = new Criteria()
                .orOperator(
                        Criteria.where("about").is(id),
                        Criteria.where("to").is(path),
                        Criteria.where("to").gte(path + "/").lt(path + "/" + Character.MAX_VALUE));
        return found(new Query(wanted), limit);
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }

    /**
     * Entries, the latest first.
     *
     * @param who only theirs, if given
     * @param did only of this kind, if given
     * @param to only of paths that begin so, if given
     * @param before id of the entry before which to go on, if given
     */
    public List<AccessEntry> entries(
            @Nullable String who, @Nullable String did, @Nullable String to, @Nullable String before, int limit) {
        List<Criteria> wanted = new ArrayList<>();
        if (who != null) {
            wanted.add(Criteria.where("who").is(who));
        }
        if (did != null) {
            wanted.add(Criteria.where("did").is(did));
        }
        if (to != null) {
            wanted.add(Criteria.where("to").gte(to).lt(to + Character.MAX_VALUE));
        }
        if (before != null) {
            wanted.add(Criteria.where("_id").lt(before));
        }
        Query query = wanted.isEmpty() ? new Query() : new Query(new Criteria().andOperator(wanted));
        return found(query, limit);
    }

    private List<AccessEntry> found(Query query, int limit) {
        return mongo
                .find(query.with(Sort.by(Sort.Direction.DESC, "_id")).limit(limit), Document.class, COLLECTION)
                .stream()
                .map(entry -> new AccessEntry(
                        entry.getString("_id"),
                        entry.getDate("at").toInstant(),
                        entry.getString("who"),
                        entry.getString("did"),
                        entry.getString("to"),
                        entry.getInteger("status"),
                        entry.getString("from"),
                        entry.getList("about", String.class, List.of())))
                .toList();
    }
}
