package vn.bdhvs.analytics.lease;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.or;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;

/**
 * Keeps instances from doing the same work at once. Only work that does no harm when two do it may rely on that: a lease
 * can run out under whoever holds it. Real time.
 */
@Component
public class Leases {

    private static final String OWNER = "owner";
    private static final String UNTIL = "until";

    private final MongoCollection<Document> leases;
    private final String owner = UUID.randomUUID().toString();

    public Leases(MongoTemplate mongo) {
        this.leases = mongo.getCollection("leases");
    }

    /**
     * Takes a lease, or keeps it for longer.
     *
     * @return false if another instance has it
     */
    public boolean hold(String name, Duration length) {
        Instant now = Instant.now();
        try {
            leases.updateOne(
                    and(eq("_id", name), or(eq(OWNER, owner), lt(UNTIL, Date.from(now)))),
                    Updates.combine(Updates.set(OWNER, owner), Updates.set(UNTIL, Date.from(now.plus(length)))),
                    new UpdateOptions().upsert(true));
            return true;
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
                return false;
            }
            throw e;
        }
    }
}
