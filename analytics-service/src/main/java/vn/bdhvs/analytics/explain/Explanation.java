package vn.bdhvs.analytics.explain;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;

import com.mongodb.client.MongoCollection;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;
import vn.bdhvs.analytics.figures.FiguresClock;
import vn.bdhvs.analytics.figures.FiguresKeys;
import vn.bdhvs.analytics.figures.FiguresQuery;
import vn.bdhvs.analytics.figures.Measure;
import vn.bdhvs.analytics.journal.JournalledEvent;
import vn.bdhvs.event.ActivityEvent;
import vn.bdhvs.unit.UnitId;

/**
 * Lists the events behind a number. It is the sum of their amounts: what was reported, less what was taken back. Each
 * page reads all of them again and holds no more than itself in memory.
 */
@Component
public class Explanation {

    private static final Comparator<Line> NEWEST_FIRST = Comparator.comparing(
                    (Line line) -> line.place().at())
            .thenComparing(line -> line.place().identity())
            .reversed();

    private final MongoCollection<Document> journal;
    private final FiguresKeys keys;
    private final Retractions retractions;

    Explanation(MongoTemplate mongo, FiguresKeys keys, Retractions retractions) {
        this.journal = mongo.getCollection(JournalledEvent.COLLECTION);
        this.keys = keys;
        this.retractions = retractions;
    }

    /** Why a measure is not listed that is personal: a class is a small group. */
    public static String personal(Measure measure) {
        return "'%s' counts people by what is personal of them, and is not broken down to single classes; ask for 'learners'"
                .formatted(measure.code());
    }

    /** Where a line stands in the list: by the clock of the question, and then by the event's identity. */
    record Place(Instant at, String identity) {

        private boolean isBefore(Place other) {
            int order = at.compareTo(other.at);
            return order < 0 || (order == 0 && identity.compareTo(other.identity) < 0);
        }
    }

    /** An event, and how much of the number comes from it; negative if it takes something back. */
    record Line(Place place, long amount, ActivityEvent event, UnitId unit) {}

    /**
     * A page.
     *
     * @param sum of all lines, also those on other pages
     * @param count of all lines
     * @param takenBack what has been taken back of the lines on this page
     * @param next where the next page begins; null if this is the last
     */
    record Page(
            long sum,
            long count,
            List<Line> lines,
            Retractions.TakenBack takenBack,
            @Nullable Place next) {}

    /**
     * A page of what a number is made of, the newest first.
     *
     * @param behind the last line of the page before; null for the first page
     */
    Page page(Cells cells, @Nullable Place behind, int limit) {
        PriorityQueue<Line> kept = new PriorityQueue<>(NEWEST_FIRST.reversed());
        long sum = 0;
        long count = 0;
        for (Document document : journal.find(filter(cells))) {
            ActivityEvent event = JournalledEvent.from(document).event();
            long amount = cells.amount(event, keys);
            if (amount == 0) {
                continue;
            }
            sum += amount;
            count++;
            Place place = new Place(cells.clock().of(event), event.identity());
            if (behind == null || place.isBefore(behind)) {
                kept.add(new Line(place, amount, event, keys.unit(event)));
                if (kept.size() > limit + 1) {
                    kept.poll();
                }
            }
        }
        List<Line> lines = new ArrayList<>(kept);
        lines.sort(NEWEST_FIRST);
        boolean more = lines.size() > limit;
        List<Line> page = List.copyOf(lines.subList(0, Math.min(limit, lines.size())));
        Retractions.TakenBack takenBack =
                retractions.of(page.stream().map(Line::event).toList(), cells.asOf());
        return new Page(sum, count, page, takenBack, more ? page.get(limit - 1).place() : null);
    }

    /**
     * An event that figures are made of.
     *
     * @param unit that did it
     */
    public record Listed(ActivityEvent event, UnitId unit) {}

    /**
     * Which of the events behind figures are meant.
     *
     * @param measure that they add to; null for all that is counted
     * @param own whether only what the unit did itself is meant, and not what lies below it
     * @param service that citizens were helped with; null for any
     */
    public record Choice(
            @Nullable Measure measure,
            boolean own,
            @Nullable String service) {

        private List<Measure> measures() {
            return measure == null ? List.of(Measure.ASSISTS, Measure.CLASSES, Measure.VOLUNTEERS) : List.of(measure);
        }

        private Map<String, String> dimensions() {
            return service == null ? Map.of() : Map.of("service", service);
        }
    }

    /**
     * Every event behind the figures that are asked for, by kind and the newest first: what was reported, what took it back and
     * what was reported instead.
     *
     * @param most how many at most; one more is read, to tell that there are more
     */
    public List<Listed> all(FiguresQuery.Question question, Choice choice, int most) {
        List<Listed> all = new ArrayList<>();
        for (Measure measure : choice.measures()) {
            Cells cells = new Cells(
                    measure,
                    question.area(),
                    choice.own(),
                    question.from(),
                    question.to(),
                    question.clock(),
                    choice.dimensions(),
                    null,
                    question.asOf());
            page(cells, null, most + 1 - all.size())
                    .lines()
                    .forEach(line -> all.add(new Listed(line.event(), line.unit())));
        }
        return all;
    }

    /** What an index can narrow; the rest is judged event by event. */
    private static Bson filter(Cells cells) {
        ZoneId zone = cells.campaign().timeZone();
        String day = cells.clock() == FiguresClock.DONE ? JournalledEvent.TIME : JournalledEvent.RECORDED;
        List<Bson> conditions = new ArrayList<>();
        conditions.add(eq(JournalledEvent.CAMPAIGN, cells.campaign().code()));
        if (cells.from() != null) {
            conditions.add(gte(day, Date.from(cells.from().atStartOfDay(zone).toInstant())));
        }
        if (cells.to() != null) {
            conditions.add(
                    lt(day, Date.from(cells.to().plusDays(1).atStartOfDay(zone).toInstant())));
        }
        if (cells.after() != null) {
            conditions.add(gt(JournalledEvent.RECORDED, Date.from(cells.after())));
        }
        if (cells.asOf() != null) {
            conditions.add(lte(JournalledEvent.RECORDED, Date.from(cells.asOf())));
        }
        return and(conditions);
    }
}
