package vn.bdhvs.analytics.journal;

import java.util.Objects;
import org.bson.Document;
import vn.bdhvs.event.Activity;
import vn.bdhvs.event.CitizenAssisted;
import vn.bdhvs.event.ClassHeld;
import vn.bdhvs.event.NilReported;
import vn.bdhvs.event.VolunteerRegistered;

/** The activity as the journal keeps it: the contract's own names and values. */
final class JournalData implements Activity.Cases<Document> {

    private static final JournalData CASES = new JournalData();

    private JournalData() {}

    static Document of(Activity activity) {
        return activity.match(CASES).append("campaign", activity.campaign()).append("unit", activity.unit());
    }

    @Override
    public Document volunteerRegistered(VolunteerRegistered registered) {
        return new Document("team", registered.team());
    }

    @Override
    public Document classHeld(ClassHeld held) {
        return new Document("team", held.team())
                .append("topic", held.topic())
                .append("mode", held.mode().code())
                .append("durationMinutes", held.durationMinutes())
                .append("learners", learners(held.learners()))
                .append("instructors", held.instructors());
    }

    private static Document learners(ClassHeld.Learners learners) {
        Document document = new Document("total", learners.total());
        document.put("members", learners.members());
        document.put("female", learners.female());
        document.put("over60", learners.over60());
        document.values().removeIf(Objects::isNull);
        return document;
    }

    @Override
    public Document nilReported(NilReported nil) {
        return new Document("day", nil.day().toString());
    }

    @Override
    public Document citizenAssisted(CitizenAssisted assisted) {
        return new Document("team", assisted.team())
                .append("service", assisted.service())
                .append("channel", assisted.channel().code())
                .append("outcome", assisted.outcome().code())
                .append("citizens", assisted.citizens());
    }
}
