package vn.bdhvs.analytics.figures;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.or;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Objects;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;

/**
 * Which generation of figures is live, and which one is being built beside it. Figures are rebuilt into a generation of
 * their own and switched by one write of this control document, so it is read anew for each use and never cached. Times
 * are real time.
 */
@Component
public class Generations {

    private static final String COLLECTION = "control";
    private static final String ID = "figures";
    private static final String LIVE = "live";
    private static final String NEXT = "next";
    private static final String BUILDING = "building";
    private static final String GENERATION = "building.generation";
    private static final String JOINING = "building.joining";
    private static final String JOINED_AT = "building.joinedAt";
    private static final String LEASE_OWNER = "building.owner";
    private static final String LEASE_UNTIL = "building.until";
    private static final int FIRST = 1;

    private final MongoCollection<Document> control;

    public Generations(MongoTemplate mongo) {
        this.control = mongo.getCollection(COLLECTION).withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
    }

    /**
     * What the control document says.
     *
     * @param building the generation that is being built; null if none is
     */
    public record Control(int live, @Nullable Building building) {

        /** The generation that whoever folds into the live one has to fold into as well, before it; null if there is none. */
        public @Nullable Integer joining() {
            return building != null && building.joining() ? building.generation() : null;
        }

        /** Whether a fold that was begun under this control still is all that has to be folded. */
        public boolean asks(Control other) {
            return live == other.live && Objects.equals(joining(), other.joining());
        }
    }

    /**
     * A generation that is being built.
     *
     * @param joining whether it is about to go live, so that new events are folded into it too
     * @param joinedAt since when; null if it is not joining
     * @param entries in the journal when it was begun
     * @param by who asked for it
     */
    public record Building(
            int generation, boolean joining, @Nullable Instant joinedAt, long entries, String by, Instant startedAt) {}

    /** The live generation; the first one is made live by whoever asks first. */
    public int live() {
        return control().live();
    }

    /** What holds now. */
    public Control control() {
        Document document = control.find(eq("_id", ID)).first();
        if (document != null) {
            return read(document);
        }
        control.updateOne(
                eq("_id", ID),
                Updates.combine(Updates.setOnInsert(LIVE, FIRST), Updates.setOnInsert(NEXT, FIRST + 1)),
                new UpdateOptions().upsert(true));
        return control();
    }

    private static Control read(Document document) {
        Document building = document.get(BUILDING, Document.class);
        return new Control(
                document.getInteger(LIVE),
                building == null
                        ? null
                        : new Building(
                                building.getInteger("generation"),
                                building.getBoolean("joining", false),
                                building.getDate("joinedAt") == null
                                        ? null
                                        : building.getDate("joinedAt").toInstant(),
                                building.getLong("entries"),
                                building.getString("by"),
                                building.getDate("startedAt").toInstant()));
    }

    /**
     * Begins to build another generation; numbers are never used again.
     *
     * @return empty if one is being built already
     */
    public Optional<Building> begin(long entries, String by) {
        control();
        Document before = control.find(eq("_id", ID)).first();
        if (before == null || before.containsKey(BUILDING)) {
            return Optional.empty();
        }
        int generation = Math.max(before.getInteger(NEXT, FIRST), before.getInteger(LIVE) + 1);
        Building building =
                new Building(generation, false, null, entries, by, Instant.now().truncatedTo(ChronoUnit.MILLIS));
        boolean begun = control.updateOne(
                                and(eq("_id", ID), exists(BUILDING, false), eq(NEXT, before.getInteger(NEXT))),
                                Updates.combine(
                                        Updates.set(NEXT, generation + 1),
                                        Updates.set(
                                                BUILDING,
                                                new Document("generation", generation)
                                                        .append("joining", false)
                                                        .append("entries", entries)
                                                        .append("by", by)
                                                        .append("startedAt", Date.from(building.startedAt()))
                                                        .append("until", new Date(0)))))
                        .getMatchedCount()
                == 1;
        return begun ? Optional.of(building) : Optional.empty();
    }

    /**
     * Takes, or keeps, the lease to build a generation. Two builders at once would do no harm, only the same work.
     *
     * @return false if another one has it, or if that generation is no longer being built
     */
    public boolean lease(int generation, String owner, Duration length) {
        Instant now = Instant.now();
        return control.updateOne(
                                and(
                                        eq("_id", ID),
                                        eq(GENERATION, generation),
                                        or(eq(LEASE_OWNER, owner), lt(LEASE_UNTIL, Date.from(now)))),
                                Updates.combine(
                                        Updates.set(LEASE_OWNER, owner),
                                        Updates.set(LEASE_UNTIL, Date.from(now.plus(length)))))
                        .getMatchedCount()
                == 1;
    }

    /** From now on new events are folded into that generation too. */
    public void join(int generation) {
        control.updateOne(
                and(eq("_id", ID), eq(GENERATION, generation), eq(JOINING, false)),
                Updates.combine(Updates.set(JOINING, true), Updates.set(JOINED_AT, new Date())));
    }

    /**
     * Makes a generation live, by one write.
     *
     * @return false if it is no longer being built, or joined no longer
     */
    public boolean switchTo(int generation) {
        return control.updateOne(
                                and(eq("_id", ID), eq(GENERATION, generation), eq(JOINING, true)),
                                Updates.combine(Updates.set(LIVE, generation), Updates.unset(BUILDING)))
                        .getMatchedCount()
                == 1;
    }

    /**
     * Gives up building a generation. What was built of it is to be dropped.
     *
     * @return false if it is not being built, because it has gone live, or was given up before
     */
    public boolean abandon(int generation) {
        return control.updateOne(and(eq("_id", ID), eq(GENERATION, generation)), Updates.unset(BUILDING))
                        .getMatchedCount()
                == 1;
    }
}
