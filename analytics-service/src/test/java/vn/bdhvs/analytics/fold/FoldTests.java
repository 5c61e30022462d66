package vn.bdhvs.analytics.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.bdhvs.analytics.journal.Origin;
import vn.bdhvs.local.TestPlatform;

/** The fold against the real wire: redelivery, other batch boundaries and concurrent writers. */
class FoldTests {

    private static MongoClient client;

    private final Fold fold = new Fold(new SimpleMeterRegistry());
    private MongoCollection<Document> figures;

    @BeforeAll
    static void connect() {
        client = MongoClients.create(TestPlatform.mongoUri("fold"));
    }

    @AfterAll
    static void disconnect() {
        client.close();
    }

    @BeforeEach
    void anEmptyCollection() {
        figures = client.getDatabase("fold").getCollection("figures");
        figures.drop();
    }

    @Test
    void addsEachContributionOnceWhenABatchIsFoldedAgain() {
        List<Contribution> batch = contributions("t", 0, 0, 10);
        assertThat(apply(batch)).containsExactly("doc");
        assertThat(apply(batch)).isEmpty();
        assertThat(sum()).isEqualTo(10);
        assertThat(document().getLong("v")).isEqualTo(1);
    }

    @Test
    void addsOnlyWhatIsNewWhenTheBatchIsCutElsewhere() {
        apply(contributions("t", 0, 0, 7));
        apply(contributions("t", 0, 3, 12));
        assertThat(sum()).isEqualTo(12);
    }

    @Test
    void keepsTheMarksOfPartitionsAndOfTopicsMadeAgainApart() {
        apply(contributions("t", 0, 0, 5));
        apply(contributions("t", 1, 0, 5));
        apply(contributions("another-t", 0, 0, 5));
        assertThat(sum()).isEqualTo(15);
    }

    @Test
    void startsADocumentWithItsFields() {
        apply(contributions("t", 0, 0, 1));
        assertThat(document()).containsEntry("unit", "25942");
    }

    @Test
    void keepsTheEarliestAndTheLatestWhateverCameFirstAndHoweverBatchesAreCut() {
        List<Contribution> batch = List.of(heard(0, 5), heard(1, 9), heard(2, 2), heard(3, 7));
        apply(batch.subList(0, 1));
        apply(batch.subList(0, 3));
        apply(batch);
        assertThat(document().get("heard", Document.class))
                .containsEntry("first", new Date(2))
                .containsEntry("last", new Date(9));
        apply(List.of(heard(1, 1)));
        assertThat(document().get("heard", Document.class)).containsEntry("first", new Date(2));
    }

    private static Contribution heard(long offset, long at) {
        return new Contribution(
                "doc",
                Map.of(),
                new Origin("t", 0, offset),
                false,
                Map.of("n", 1L),
                Map.of("heard", Instant.ofEpochMilli(at)));
    }

    @Test
    void alarmsWhenAFreshRecordLiesBelowTheMark() {
        apply(contributions("t", 0, 5, 9));
        Contribution late = new Contribution("doc", Map.of(), new Origin("t", 0, 6), true, Map.of("n", 1L));
        assertThatThrownBy(() -> apply(List.of(late))).isInstanceOf(FoldedBeforeJournalled.class);
        assertThat(sum()).isEqualTo(4);
    }

    /** One who slept since he journalled it is outrun by another, who folds what he finds in the journal. */
    @Test
    void takesAFreshRecordThatAnotherHasFoldedSinceForFolded() {
        Contribution fresh = new Contribution("doc", Map.of(), new Origin("t", 0, 6), true, Map.of("n", 1L));
        Fold.Marks before = Fold.readMarks(figures, Set.of("doc"));
        apply(contributions("t", 0, 5, 9));
        assertThat(fold.apply(figures, List.of(fresh), before, () -> {})).isEmpty();
        assertThat(sum()).isEqualTo(4);
    }

    @Test
    void writesNothingWhenTheStoreIsNoLongerTheOneThatWasRead() {
        assertThatThrownBy(() -> fold.apply(figures, contributions("t", 0, 0, 3), () -> {
                    throw new ProgressWentBack("restored");
                }))
                .isInstanceOf(ProgressWentBack.class);
        assertThat(figures.countDocuments()).isZero();
    }

    @Test
    void countsExactlyWhenWritersOfTheSameAndOfOtherPartitionsRace() {
        int each = 300;
        Random random = new Random(20250326);
        List<CompletableFuture<Void>> writers = new ArrayList<>();
        for (int partition = 0; partition < 3; partition++) {
            // Two writers of each partition: the owner, and one that believes it still is.
            for (int writer = 0; writer < 2; writer++) {
                int of = partition;
                long seed = random.nextLong();
                writers.add(CompletableFuture.runAsync(() -> foldInRandomBatches(of, each, new Random(seed))));
            }
        }
        writers.forEach(CompletableFuture::join);
        assertThat(sum()).isEqualTo(3L * each);
    }

    private void foldInRandomBatches(int partition, int count, Random random) {
        for (int from = 0; from < count; ) {
            int to = Math.min(count, from + 1 + random.nextInt(20));
            apply(contributions("t", partition, from, to));
            from = to;
        }
    }

    private Set<String> apply(List<Contribution> contributions) {
        return fold.apply(figures, contributions, () -> {});
    }

    private static List<Contribution> contributions(String topicId, int partition, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(offset -> new Contribution(
                        "doc", Map.of("unit", "25942"), new Origin(topicId, partition, offset), false, Map.of("n", 1L)))
                .toList();
    }

    private Document document() {
        Document document = figures.find().first();
        assertThat(document).isNotNull();
        return document;
    }

    private long sum() {
        return document().get("n", Number.class).longValue();
    }
}
