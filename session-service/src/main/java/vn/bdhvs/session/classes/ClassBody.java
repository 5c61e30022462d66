package vn.bdhvs.session.classes;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import vn.bdhvs.event.ClassHeld;

/** A class as the API shows it. Times are UTC; {@code recordedAt} is business time. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ClassBody(
        String id,
        String campaign,
        String unit,
        String team,
        String topic,
        ClassHeld.Mode mode,
        Instant startedAt,
        int durationMinutes,
        ClassHeld.Learners learners,
        int instructors,
        @Nullable String venue,
        @Nullable String clientReference,
        Instant recordedAt,
        String client) {

    static ClassBody of(HeldClass heldClass, @Nullable String reference) {
        ClassHeld held = heldClass.activity();
        return new ClassBody(
                heldClass.id(),
                held.campaign(),
                held.unit(),
                held.team(),
                held.topic(),
                held.mode(),
                heldClass.doneAt(),
                held.durationMinutes(),
                held.learners(),
                held.instructors(),
                heldClass.venue(),
                reference,
                heldClass.submission().recordedAt(),
                heldClass.submission().client());
    }

    /** Without who of the learners were few, and without the venue, which is free text and may name somebody. */
    ClassBody withoutFew() {
        return new ClassBody(
                id,
                campaign,
                unit,
                team,
                topic,
                mode,
                startedAt,
                durationMinutes,
                new ClassHeld.Learners(learners.total(), learners.members(), null, null),
                instructors,
                null,
                clientReference,
                recordedAt,
                client);
    }
}
