package vn.bdhvs.registration.volunteer;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.data.domain.Sort;
import org.springframework.data.domain.Sort.Direction;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Repository;
import vn.bdhvs.clock.BusinessClock;

/** All that volunteers asked for. */
@Repository
class DataRequests {

    private final MongoOperations mongo;
    private final BusinessClock clock;

    DataRequests(MongoOperations mongo, BusinessClock clock, MeterRegistry meters) {
        this.mongo = mongo;
        this.clock = clock;
        mongo.indexOps(DataRequest.class).createIndex(new Index("volunteer", Direction.ASC));
        mongo.indexOps(DataRequest.class).createIndex(new Index("doneAt", Direction.ASC).on("dueBy", Direction.ASC));
        Gauge.builder("data.requests.open", this, DataRequests::countOpen)
                .description("What volunteers asked for and is not done yet")
                .register(meters);
        Gauge.builder("data.requests.overdue", this, DataRequests::countOverdue)
                .description("What volunteers asked for and is not done though it is due")
                .register(meters);
    }

    /** Records one. */
    DataRequest add(String volunteer, DataRequest.Kind kind, Instant receivedAt, String by) {
        DataRequest request = new DataRequest(
                UuidCreator.getTimeOrderedEpoch().toString(),
                volunteer,
                kind,
                receivedAt,
                Deadlines.answerBy(receivedAt, clock.getZone()),
                Deadlines.dueBy(receivedAt, kind, clock.getZone()),
                by,
                null,
                null);
        return mongo.insert(request);
    }

    /** Those that are not done, the first to be due first; to be closed. */
    Stream<DataRequest> open() {
        return mongo.stream(query(where("doneAt").is(null)).with(Sort.by("dueBy")), DataRequest.class);
    }

    List<DataRequest> of(String volunteer) {
        return mongo.find(query(where("volunteer").is(volunteer)).with(Sort.by("id")), DataRequest.class);
    }

    Optional<DataRequest> withId(String id) {
        return Optional.ofNullable(mongo.findById(id, DataRequest.class));
    }

    /** Notes that it is done; doing so again changes nothing. */
    DataRequest complete(DataRequest request, Instant at, String by) {
        DataRequest done = mongo.findAndModify(
                query(where("id").is(request.id()).and("doneAt").is(null)),
                new Update().set("doneAt", at).set("doneBy", by),
                FindAndModifyOptions.options().returnNew(true),
                DataRequest.class);
        return done == null ? withId(request.id()).orElse(request) : done;
    }

    /** Notes that what a volunteer asked for of some kinds is done. */
    void complete(String volunteer, Set<DataRequest.Kind> kinds, Instant at, String by) {
        mongo.updateMulti(
                query(where("volunteer")
                        .is(volunteer)
                        .and("kind")
                        .in(kinds)
                        .and("doneAt")
                        .is(null)),
                new Update().set("doneAt", at).set("doneBy", by),
                DataRequest.class);
    }

    private long countOpen() {
        return mongo.count(query(where("doneAt").is(null)), DataRequest.class);
    }

    private long countOverdue() {
        return mongo.count(query(where("doneAt").is(null).and("dueBy").lte(clock.instant())), DataRequest.class);
    }
}
