package vn.bdhvs.analytics.journal;

import com.mongodb.client.model.Projections;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoTemplate;

/**
 * How many records were sent and not counted, by all sources, whichever campaign they report for.
 *
 * @param copies of events that were counted already
 * @param rejected for what is wrong with them; one that was put back and rejected again is one more
 */
public record Uncounted(long copies, long rejected) {

    /** Holds a document for each source, with these fields. */
    public static final String COLLECTION = "sources";

    public static final String COPIES = "copies";
    public static final String REJECTED = "rejected";

    /** Reads it. Blocking. */
    public static Uncounted read(MongoTemplate mongo) {
        Uncounted sum = new Uncounted(0, 0);
        for (Document source :
                mongo.getCollection(COLLECTION).find().projection(Projections.include(COPIES, REJECTED))) {
            sum = new Uncounted(sum.copies + count(source, COPIES), sum.rejected + count(source, REJECTED));
        }
        return sum;
    }

    private static long count(Document source, String field) {
        return source.get(field) instanceof Number number ? number.longValue() : 0;
    }
}
