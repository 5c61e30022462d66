package vn.bdhvs.session.assist;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.data.domain.Sort.Direction;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.stereotype.Repository;

/**
 * All assists. The unique indexes on the documents themselves are what makes a request safe to repeat, also at the same
 * moment and at another instance; they stand before the first request is taken.
 */
@Repository
class Assists implements InitializingBean {

    static final String COLLECTION = "assists";

    private final MongoOperations mongo;

    Assists(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public void afterPropertiesSet() {
        for (String name : new String[] {"requestKey", "reference"}) {
            mongo.indexOps(Assist.class)
                    .createIndex(new Index("client", Direction.ASC)
                            .on(name, Direction.ASC)
                            .unique());
        }
    }

    /**
     * Writes the assist and its event at once, durably.
     *
     * @throws org.springframework.dao.DuplicateKeyException if its id, key or reference is taken
     */
    void add(Assist assist) {
        mongo.insert(assist);
    }

    Optional<Assist> withId(String id) {
        return Optional.ofNullable(mongo.findById(id, Assist.class));
    }

    Optional<Assist> ofRequest(Client client, @Nullable String requestKey) {
        return find(client, "requestKey", requestKey);
    }

    Optional<Assist> withReference(Client client, @Nullable String reference) {
        return find(client, "reference", reference);
    }

    private Optional<Assist> find(Client client, String field, @Nullable String value) {
        if (value == null) {
            return Optional.empty();
        }
        return Optional.ofNullable(
                mongo.findOne(query(where("client").is(client.name()).and(field).is(value)), Assist.class));
    }
}
