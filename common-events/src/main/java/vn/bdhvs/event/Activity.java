package vn.bdhvs.event;

/**
 * What happened, as the past fact that an event carries. Sealed, so that a new kind of activity does not compile until
 * every reader deals with it. It holds opaque codes, counts and coarse groups only: never a name, a phone number or
 * free text.
 */
public sealed interface Activity permits CitizenAssisted, ClassHeld, NilReported, VolunteerRegistered {

    /** CloudEvents {@code type}: the wire name with its version. */
    String type();

    /** Kafka topic on which this kind of activity, and its retraction, travels. */
    String kafkaTopic();

    /** Code of the campaign. */
    String campaign();

    /** Code of the unit that did it, at whatever level, as of the day on which it was done. */
    String unit();

    /** Answers with the case of this kind: how every reader deals with all kinds. */
    <R> R match(Cases<R> cases);

    /** One method a kind of activity; a new kind does not compile until each reader has a case for it. */
    interface Cases<R> {

        R volunteerRegistered(VolunteerRegistered registered);

        R classHeld(ClassHeld held);

        R citizenAssisted(CitizenAssisted assisted);

        R nilReported(NilReported nil);
    }
}
