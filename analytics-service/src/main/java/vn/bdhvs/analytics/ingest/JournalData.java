package vn.bdhvs.analytics.ingest;

import org.bson.Document;
import vn.bdhvs.event.Activity;
import vn.bdhvs.event.CitizenAssisted;

/** The activity as the journal keeps it: the contract's own names and values. */
final class JournalData implements Activity.Cases<Document> {

    private static final JournalData CASES = new JournalData();

    private JournalData() {}

    static Document of(Activity activity) {
        return activity.match(CASES)
                .append("campaign", activity.campaign())
                .append("unit", activity.unit())
                .append("team", activity.team());
    }

    @Override
    public Document citizenAssisted(CitizenAssisted assisted) {
        return new Document("service", assisted.service())
                .append("channel", assisted.channel().code())
                .append("outcome", assisted.outcome().code())
                .append("citizens", assisted.citizens());
    }
}
