package vn.bdhvs.analytics.rebuild;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;
import vn.bdhvs.analytics.figures.FiguresDocument;
import vn.bdhvs.analytics.figures.Generations;
import vn.bdhvs.analytics.fold.JournalFold;
import vn.bdhvs.analytics.fold.Progress;
import vn.bdhvs.analytics.journal.JournalledEvent;

/**
 * Builds another generation of figures from the journal while the live one goes on, and makes it live.
 *
 * <ol>
 *   <li>The journal is folded up to the live generation's progress, again and again, until little is left or no pass
 *       leaves much less than the one before.
 *   <li>The generation joins: from then on whoever applies a poll brings that generation to the poll's beginning and folds
 *       the poll into it first.
 *   <li>Once each live document is held by its counterpart up to all of its marks, one write switches. Who reads before it
 *       sees the old figures whole, who reads after it the new ones, with nothing less in them.
 * </ol>
 *
 * Any instance may go on where another one was ended: all that was done is in the store, and doing it again changes
 * nothing.
 */
@Component
class Rebuild {

    private static final Logger log = LoggerFactory.getLogger(Rebuild.class);

    /** Real time. Where reading takes longer, another instance may begin the same, which does no harm. */
    private static final Duration LEASE = Duration.ofSeconds(20);

    /** So few entries may be left to whoever applies polls. */
    private static final long LITTLE = 2000;

    /** Real time; longer than a write into the figures takes. */
    private static final Duration SETTLE = Duration.ofSeconds(5);

    private final Duration settle;
    private final Generations generations;
    private final Progress progress;
    private final JournalFold journalFold;
    private final MongoCollection<Document> figures;
    private final MongoCollection<Document> journal;
    private final String owner = UUID.randomUUID().toString();

    /** How many entries the last pass folded of the generation being built. Only to be used by the one who builds. */
    private long foldedBefore = Long.MAX_VALUE;

    @Autowired
    Rebuild(MongoTemplate mongo, Generations generations, Progress progress, JournalFold journalFold) {
        this(mongo, generations, progress, journalFold, SETTLE);
    }

    /** With another time for which a generation joins before it goes live. */
    Rebuild(MongoTemplate mongo, Generations generations, Progress progress, JournalFold journalFold, Duration settle) {
        this.settle = settle;
        this.generations = generations;
        this.progress = progress;
        this.journalFold = journalFold;
        this.figures = FiguresDocument.collection(mongo);
        this.journal = mongo.getCollection(JournalledEvent.COLLECTION);
    }

    /** The generation was abandoned, or another instance builds it. */
    private static final class NotMine extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    /**
     * Begins one.
     *
     * @param by who asks for it
     * @return empty if one is under way
     */
    Optional<Generations.Building> begin(String by) {
        Optional<Generations.Building> begun = generations.begin(journal.estimatedDocumentCount(), by);
        begun.ifPresent(building -> log.warn(
                "Generation {} of the figures is being built from {} entries of the journal, by order of {}",
                building.generation(),
                building.entries(),
                by));
        return begun;
    }

    /**
     * Does the next part of what is to be done, if anything is and nobody else does it: folds until little is left, or
     * joins, or switches.
     *
     * @return whether there is more to do at once
     */
    boolean next() {
        Generations.Control control = generations.control();
        Generations.Building building = control.building();
        if (building == null) {
            foldedBefore = Long.MAX_VALUE;
            return false;
        }
        if (!generations.lease(building.generation(), owner, LEASE)) {
            return false;
        }
        int generation = building.generation();
        try {
            long folded = foldTo(control.live(), generation);
            if (!building.joining()) {
                if (folded <= LITTLE || folded > foldedBefore / 2) {
                    log.info("Generation {} joins: new events are folded into it too", generation);
                    generations.join(generation);
                    foldedBefore = Long.MAX_VALUE;
                } else {
                    foldedBefore = folded;
                }
            } else if (hasJoined(building)
                    && holdsAllOf(control.live(), generation)
                    && generations.switchTo(generation)) {
                log.warn("Generation {} of the figures is live, in place of {}", generation, control.live());
                return false;
            }
            return true;
        } catch (NotMine e) {
            log.info("Generation {} is not built on by this instance", generation);
            return false;
        }
    }

    /** Whether each poll is over that was begun before it joined. One that takes longer is not lost, but may be seen late. */
    private boolean hasJoined(Generations.Building building) {
        Instant since = building.joinedAt();
        return since != null && !since.plus(settle).isAfter(Instant.now());
    }

    /** Folds up to the live generation's progress; answers how many entries that were. */
    private long foldTo(int live, int generation) {
        long[] folded = {0};
        requireLease(generation);
        journalFold.advance(generation, progress.readAll(live).byKey(), entries -> {
            folded[0] += entries;
            requireLease(generation);
        });
        return folded[0];
    }

    private void requireLease(int generation) {
        if (!generations.lease(generation, owner, LEASE)) {
            throw new NotMine();
        }
    }

    /** Whether each live document's counterpart has been folded at least as far. The live ones are read first. */
    private boolean holdsAllOf(int live, int generation) {
        // Of a partition whose figures cannot be trusted, a mark tells nothing: such a generation is what is to be
        // replaced.
        Set<String> untrusted = progress.readAll(live).byKey().entrySet().stream()
                .filter(each -> each.getValue().halted() != null)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        Map<String, Document> lives = marks(live);
        Map<String, Document> counterparts = marks(generation);
        return lives.entrySet().stream().allMatch(each -> {
            Document others = each.getValue();
            others.keySet().removeAll(untrusted);
            return covers(counterparts.getOrDefault(each.getKey(), new Document()), others);
        });
    }

    private static boolean covers(Document marks, Document others) {
        return others.entrySet().stream()
                .allMatch(other -> marks.get(other.getKey()) instanceof Number mark
                        && mark.longValue() >= ((Number) other.getValue()).longValue());
    }

    private Map<String, Document> marks(int generation) {
        Map<String, Document> marks = new HashMap<>();
        figures.find(Filters.eq(FiguresDocument.GENERATION, generation))
                .projection(Projections.include(FiguresDocument.MARKS))
                .forEach(document -> marks.put(
                        FiguresDocument.Key.parse(document.getString("_id"))
                                .beside(0)
                                .id(),
                        document.get(FiguresDocument.MARKS, new Document())));
        return marks;
    }

    /** How many entries have been folded into a generation. */
    long folded(int generation) {
        return progress.entries(generation);
    }

    /** Generations that are kept though they are neither live nor being built. */
    List<Integer> kept() {
        Generations.Control control = generations.control();
        Generations.Building building = control.building();
        return progress.generations().stream()
                .filter(generation ->
                        generation != control.live() && (building == null || generation != building.generation()))
                .sorted()
                .toList();
    }

    /**
     * Gives up what is being built, or forgets what is kept.
     *
     * @return false if that generation is live, or not there
     */
    boolean drop(int generation, String by) {
        Generations.Control control = generations.control();
        boolean built = control.building() != null && control.building().generation() == generation;
        if (control.live() == generation || !(built || kept().contains(generation))) {
            return false;
        }
        log.warn("Generation {} of the figures is dropped by order of {}", generation, by);
        if (built && !generations.abandon(generation)) {
            return false;
        }
        figures.deleteMany(Filters.eq(FiguresDocument.GENERATION, generation));
        progress.drop(generation);
        return true;
    }
}
