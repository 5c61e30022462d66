package vn.bdhvs.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCollection;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * An oracle that is never red is none: it is shown a sound store, and then stores that were spoilt by a little. Analytics
 * sleeps meanwhile: it looks after its store by itself, and would rightly stand still where progress lies beyond the log.
 */
@ExtendWith(SharedSite.class)
class EvidenceTests {

    private static final Duration SOON = Duration.ofSeconds(120);

    private Service analytics;
    private Evidence evidence;

    @BeforeEach
    void countsRecordsOfEveryKind(Site site) {
        analytics = site.analytics();
        evidence = site.evidence();
        try (Emitter emitter = evidence.emitter()) {
            emitter.send(Mix.of(System.nanoTime(), 300, 0.2, 0.2));
        }
        evidence.awaitRest(SOON);
        evidence.require();
    }

    @Test
    void seesAFigureThatIsOneTooHigh() {
        spoilt("figures", document -> {
            // By whichever clock anything falls on that day.
            Document clocks = document.get("hours", Document.class);
            Document hours = clocks.get(clocks.keySet().iterator().next(), Document.class);
            Document hour = hours.get(hours.keySet().iterator().next(), Document.class);
            Document counts = hour.get(hour.keySet().iterator().next(), Document.class);
            counts.put("n", counts.get("n", Number.class).longValue() + 1);
        });
        assertThat(red()).containsExactly("I2 figures");
    }

    @Test
    void seesAMarkThatIsOneTooHigh() {
        spoilt("figures", document -> {
            Document marks = document.get("marks", Document.class);
            String partition = marks.keySet().iterator().next();
            marks.put(partition, marks.get(partition, Number.class).longValue() + 1);
        });
        assertThat(red()).containsExactly("I3 marks");
    }

    @Test
    void seesProgressThatIsAhead() {
        spoilt(
                "progress",
                document -> document.put(
                        "offset", document.get("offset", Number.class).longValue() + 1));
        assertThat(red()).containsExactly("I4 progress");
    }

    @Test
    void seesThatAnEventIsMissingInTheJournal() {
        removed("journal");
        assertThat(red()).contains("journal", "I2 figures");
    }

    @Test
    void seesThatACopyWasCountedTwice() {
        spoilt(
                "sources",
                document -> document.put(
                        "copies", document.get("copies", Number.class).longValue() + 1));
        assertThat(red()).containsExactly("copies of source");
    }

    @Test
    void seesThatARejectionWasNotKept() {
        removed("rejections");
        assertThat(red()).contains("I7 rejections");
    }

    @Test
    void seesThatARecordWasNotRejectedOrForAnotherReason() {
        Document good = collection("journal").find().first();
        Document bad = collection("rejections").find().first();
        Document origin = good.get("o", Document.class);
        Place goodPlace = new Place(
                origin.getString("t"),
                origin.getInteger("p"),
                origin.get("n", Number.class).longValue());
        String[] parts = bad.getString("_id").split(":");
        Place badPlace = new Place(parts[0], Integer.parseInt(parts[1]), Long.parseLong(parts[2]));
        Evidence other = evidence.copy();
        other.expectRejected(goodPlace, "unreadable");
        other.expectRejected(badPlace, "another-reason");
        assertThat(other.differences().toString())
                .contains(goodPlace + " is missing (unreadable)")
                .contains(badPlace + " reason: must be another-reason");
        other.close();
    }

    private Runnable mending;

    private List<String> red() {
        try {
            return evidence.differences().checks();
        } finally {
            mending.run();
            analytics.resume();
            evidence.require();
        }
    }

    private void spoilt(String name, Consumer<Document> spoiling) {
        MongoCollection<Document> collection = collection(name);
        boolean ofGenerations = List.of("figures", "progress").contains(name);
        Document sound = collection
                .find(
                        ofGenerations
                                ? new Document("generation", evidence.store().liveGeneration())
                                : new Document())
                .first();
        Document spoilt = collection.find(new Document("_id", sound.get("_id"))).first();
        spoiling.accept(spoilt);
        analytics.pause();
        collection.replaceOne(new Document("_id", sound.get("_id")), spoilt);
        mending = () -> collection.replaceOne(new Document("_id", sound.get("_id")), sound);
    }

    private void removed(String name) {
        MongoCollection<Document> collection = collection(name);
        Document sound = collection.find().first();
        analytics.pause();
        collection.deleteOne(new Document("_id", sound.get("_id")));
        mending = () -> collection.insertOne(sound);
    }

    private MongoCollection<Document> collection(String name) {
        return evidence.store().database().getCollection(name);
    }
}
