package vn.bdhvs.analytics.live;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;
import vn.bdhvs.analytics.figures.FiguresClock;
import vn.bdhvs.analytics.figures.FiguresDocument;
import vn.bdhvs.analytics.figures.Measures;

/** Reads figures documents for the board. Blocking. */
@Component
class FiguresReader {

    private static final int CHUNK = 500;

    private final MongoCollection<Document> figures;

    FiguresReader(MongoTemplate mongo) {
        this.figures = FiguresDocument.collection(mongo);
    }

    /** A document's version without its content. */
    record Version(String id, long version) {}

    /** Versions of all documents of a generation and campaign. */
    List<Version> versions(int generation, String campaign) {
        List<Version> versions = new ArrayList<>();
        figures.find(Filters.and(
                        Filters.eq(FiguresDocument.GENERATION, generation),
                        Filters.eq(FiguresDocument.CAMPAIGN, campaign)))
                .projection(Projections.include(FiguresDocument.VERSION))
                .forEach(document -> versions.add(new Version(document.getString("_id"), version(document))));
        return versions;
    }

    /** The documents with these ids. */
    List<Board.Read> read(Collection<String> ids) {
        List<Board.Read> reads = new ArrayList<>(ids.size());
        List<String> all = List.copyOf(ids);
        for (int from = 0; from < all.size(); from += CHUNK) {
            Bson some = Filters.in("_id", all.subList(from, Math.min(from + CHUNK, all.size())));
            figures.find(some)
                    .projection(Projections.include(
                            FiguresDocument.GENERATION,
                            FiguresDocument.CAMPAIGN,
                            FiguresDocument.UNIT,
                            FiguresDocument.VALID_FROM,
                            FiguresDocument.DAY,
                            FiguresDocument.VERSION,
                            FiguresClock.DONE.field()))
                    .forEach(document -> reads.add(new Board.Read(
                            document.getString("_id"),
                            document.getInteger(FiguresDocument.GENERATION),
                            document.getString(FiguresDocument.CAMPAIGN),
                            FiguresDocument.unit(document),
                            LocalDate.parse(document.getString(FiguresDocument.DAY)),
                            version(document),
                            Measures.of(document, FiguresClock.DONE))));
        }
        return reads;
    }

    private static long version(Document document) {
        return document.get(FiguresDocument.VERSION, Number.class).longValue();
    }
}
