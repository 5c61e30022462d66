package vn.bdhvs.analytics.figures;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;

import com.mongodb.client.MongoCollection;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;
import vn.bdhvs.analytics.journal.JournalledEvent;
import vn.bdhvs.analytics.journal.Origin;
import vn.bdhvs.campaign.Campaign;
import vn.bdhvs.event.ActivityEvent;
import vn.bdhvs.unit.UnitId;

/**
 * Figures as they were known at an instant: those of now, less what was accepted later; or the sum of what was accepted by
 * then, if that is less to read. A retraction that came later is less a minus, so what it took back is there again. What was accepted by then and has not yet arrived is missing until it
 * has; from then on the answer is always the same.
 */
@Component
public class PastFigures {

    private final MongoTemplate mongo;
    private final MongoCollection<Document> journal;
    private final FiguresKeys keys;

    PastFigures(MongoTemplate mongo, FiguresKeys keys) {
        this.mongo = mongo;
        this.keys = keys;
        this.journal = mongo.getCollection(JournalledEvent.COLLECTION);
    }

    /**
     * The days that are asked for, by one clock.
     *
     * @param from first local day; null for no bound
     * @param to last local day; null for no bound
     */
    public record Span(
            Campaign campaign,
            FiguresClock clock,
            @Nullable LocalDate from,
            @Nullable LocalDate to) {

        private Bson days() {
            String field = clock == FiguresClock.DONE ? JournalledEvent.TIME : JournalledEvent.RECORDED;
            Bson since = gte(field, from == null ? new Date(0) : beginning(from));
            return to == null ? since : and(since, lt(field, beginning(to.plusDays(1))));
        }

        private Date beginning(LocalDate day) {
            return Date.from(day.atStartOfDay(campaign.timeZone()).toInstant());
        }
    }

    /**
     * Documents as they were at an instant: cells and hours of one clock, and what was late.
     *
     * @param now reads the documents of now, whole; asked only if they are needed
     */
    public List<Document> asOf(Instant instant, Supplier<List<Document>> now, Span span) {
        Date then = Date.from(instant);
        boolean lessBefore =
                count(new Document("$lte", then).append("$gt", new Date(0))) < count(new Document("$gt", then));
        return lessBefore ? between(Instant.EPOCH, instant, span) : without(instant, now.get(), span);
    }

    /** By the command count, which an index answers: the driver's way gathers the documents. */
    private long count(Document recorded) {
        return mongo.executeCommand(new Document("count", JournalledEvent.COLLECTION)
                        .append("query", new Document(JournalledEvent.RECORDED, recorded)))
                .get("n", Number.class)
                .longValue();
    }

    /**
     * Takes what was accepted after an instant out of documents, as far as it has been folded into them.
     *
     * @param documents whole but for the other clock, read before this is called
     * @return those of which anything may be left
     */
    private List<Document> without(Instant instant, List<Document> documents, Span span) {
        FiguresClock clock = span.clock();
        Campaign campaign = span.campaign();
        LocalDate lastDay = campaign.day(instant);
        Map<String, Document> byPlace = new HashMap<>();
        List<Document> left = new ArrayList<>();
        for (Document document : documents) {
            // By the received clock, a later day holds nothing but what was accepted later.
            if (clock == FiguresClock.DONE
                    || !LocalDate.parse(document.getString(FiguresDocument.DAY)).isAfter(lastDay)) {
                byPlace.put(place(FiguresDocument.unit(document), document.getString(FiguresDocument.DAY)), document);
                left.add(document);
            }
        }
        Bson later = gt(JournalledEvent.RECORDED, Date.from(instant));
        if (clock == FiguresClock.RECEIVED) {
            Instant end = lastDay.plusDays(1).atStartOfDay(campaign.timeZone()).toInstant();
            later = and(later, lt(JournalledEvent.RECORDED, Date.from(end)));
        }
        read(span, later, entry -> {
            Document document = byPlace.get(place(entry.event(), clock, campaign));
            if (document != null && isFolded(entry.origin(), document)) {
                add(document, entry.event(), clock, -1);
            }
        });
        return left;
    }

    private static boolean isFolded(Origin origin, Document document) {
        Document marks = document.get(FiguresDocument.MARKS, Document.class);
        return marks != null
                && marks.get(origin.partitionKey()) instanceof Number mark
                && mark.longValue() >= origin.offset();
    }

    /**
     * Documents that hold just what was accepted after one instant and by another: what the figures of the one have to
     * be changed by to become those of the other.
     */
    List<Document> between(Instant after, Instant until, Span span) {
        FiguresClock clock = span.clock();
        Campaign campaign = span.campaign();
        Map<String, Document> documents = new HashMap<>();
        Bson range =
                and(gt(JournalledEvent.RECORDED, Date.from(after)), lte(JournalledEvent.RECORDED, Date.from(until)));
        read(span, range, entry -> {
            ActivityEvent event = entry.event();
            UnitId unit = keys.unit(event);
            String day = clock.day(event, campaign).toString();
            Document document =
                    documents.computeIfAbsent(place(unit, day), place -> new Document(FiguresDocument.UNIT, unit.code())
                            .append(FiguresDocument.VALID_FROM, unit.validFrom().toString())
                            .append(FiguresDocument.DAY, day)
                            .append(FiguresDocument.VERSION, 0L));
            add(document, event, clock, 1);
            hear(document, event);
            document.put(FiguresDocument.VERSION, document.getLong(FiguresDocument.VERSION) + 1);
        });
        return List.copyOf(documents.values());
    }

    private static void hear(Document document, ActivityEvent event) {
        Date received = Date.from(event.recordedTime());
        Document heard = (Document) document.computeIfAbsent(FiguresDocument.HEARD, name -> new Document());
        if (event.retracted() == null
                && (heard.isEmpty() || heard.getDate(FiguresDocument.LAST).before(received))) {
            heard.put(FiguresDocument.LAST, received);
        }
    }

    private void read(Span span, Bson range, Consumer<JournalledEvent> each) {
        journal.find(and(eq(JournalledEvent.CAMPAIGN, span.campaign().code()), range, span.days()))
                .forEach(document -> each.accept(JournalledEvent.from(document)));
    }

    private String place(ActivityEvent event, FiguresClock clock, Campaign campaign) {
        return place(keys.unit(event), clock.day(event, campaign).toString());
    }

    private static String place(UnitId unit, String day) {
        return unit.written() + "/" + day;
    }

    private void add(Document document, ActivityEvent event, FiguresClock clock, int sign) {
        Cell cell = Cell.of(event);
        Campaign campaign = keys.campaign(event);
        int hour = clock.of(event).atZone(campaign.timeZone()).getHour();
        add(document, cell.field(clock), cell, sign);
        add(document, cell.hour(clock, hour), cell, sign);
        if (clock == FiguresClock.DONE) {
            Lateness.of(event, campaign).ifPresent(lateness -> add(document, cell.late(lateness), cell, sign));
        }
    }

    private static void add(Document document, String field, Cell cell, int sign) {
        Document node = document;
        for (String name : field.split("\\.")) {
            node = (Document) node.computeIfAbsent(name, n -> new Document());
        }
        for (Map.Entry<String, Long> count : cell.counts().entrySet()) {
            node.put(count.getKey(), FiguresDocument.count(node, count.getKey()) + sign * count.getValue());
        }
    }
}
