package vn.bdhvs.analytics.figures;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;

/**
 * Which generation of figures is live. Figures can be rebuilt into another generation beside it and switched by the
 * one write of this control document, so it is read anew for each use and never cached.
 */
@Component
public class Generations {

    private static final String COLLECTION = "control";
    private static final String ID = "figures";
    private static final String LIVE = "live";
    private static final int FIRST = 1;

    private final MongoTemplate mongo;

    public Generations(MongoTemplate mongo) {
        this.mongo = mongo;
    }

    /** The live generation; the first one is made live by whoever asks first. */
    public int live() {
        Document control =
                mongo.getCollection(COLLECTION).find(Filters.eq("_id", ID)).first();
        if (control != null) {
            return control.getInteger(LIVE);
        }
        mongo.getCollection(COLLECTION)
                .updateOne(Filters.eq("_id", ID), Updates.setOnInsert(LIVE, FIRST), new UpdateOptions().upsert(true));
        return live();
    }
}
