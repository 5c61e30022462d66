package vn.bdhvs.analytics.journal;

import org.bson.BsonWriter;
import org.jspecify.annotations.Nullable;
import vn.bdhvs.event.Activity;
import vn.bdhvs.event.CitizenAssisted;
import vn.bdhvs.event.ClassHeld;
import vn.bdhvs.event.NilReported;
import vn.bdhvs.event.VolunteerRegistered;

/** Writes what kinds of activity have of their own, as the journal keeps it: the contract's own names and values. */
record JournalData(BsonWriter writer) implements Activity.Cases<BsonWriter> {

    @Override
    public BsonWriter volunteerRegistered(VolunteerRegistered registered) {
        writer.writeString("team", registered.team());
        return writer;
    }

    @Override
    public BsonWriter classHeld(ClassHeld held) {
        writer.writeString("team", held.team());
        writer.writeString("topic", held.topic());
        writer.writeString("mode", held.mode().code());
        writer.writeInt32("durationMinutes", held.durationMinutes());
        writer.writeStartDocument("learners");
        writer.writeInt32("total", held.learners().total());
        writeIfCounted("members", held.learners().members());
        writeIfCounted("female", held.learners().female());
        writeIfCounted("over60", held.learners().over60());
        writer.writeEndDocument();
        writer.writeInt32("instructors", held.instructors());
        return writer;
    }

    private void writeIfCounted(String name, @Nullable Integer counted) {
        if (counted != null) {
            writer.writeInt32(name, counted);
        }
    }

    @Override
    public BsonWriter nilReported(NilReported nil) {
        writer.writeString("day", nil.day().toString());
        return writer;
    }

    @Override
    public BsonWriter citizenAssisted(CitizenAssisted assisted) {
        writer.writeString("team", assisted.team());
        writer.writeString("service", assisted.service());
        writer.writeString("channel", assisted.channel().code());
        writer.writeString("outcome", assisted.outcome().code());
        writer.writeInt32("citizens", assisted.citizens());
        return writer;
    }
}
