package vn.bdhvs.local.replay.mapping;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The kinds of activity that a sheet may hold, with their fields in the HTTP API and where they are sent. */
public enum Kind {
    VOLUNTEER(
            "volunteers",
            Field.text("unit"),
            Field.text("team"),
            Field.text("fullName"),
            Field.text("phone"),
            Field.integer("birthYear"),
            Field.oneOf("gender", "female", "male", "other"),
            Field.time("registeredAt"),
            Field.text("consent.purpose"),
            Field.text("consent.textVersion"),
            Field.time("consent.givenAt")),
    CLASS(
            "classes",
            Field.text("unit"),
            Field.text("team"),
            Field.text("topic"),
            Field.oneOf("mode", "in-person", "online"),
            Field.time("startedAt"),
            Field.integer("durationMinutes"),
            Field.integer("learners.total"),
            Field.integer("learners.members").optional(),
            Field.integer("learners.female").optional(),
            Field.integer("learners.over60").optional(),
            Field.integer("instructors"),
            Field.text("venue").optional()),
    ASSIST(
            "assists",
            Field.text("unit"),
            Field.text("team"),
            Field.text("service"),
            Field.oneOf("channel", "home", "one-stop", "mobile", "online"),
            Field.time("assistedAt"),
            Field.integer("citizens"),
            Field.oneOf("outcome", "completed", "referred", "unresolved"));

    private final String resource;
    private final List<Field> fields;

    Kind(String resource, Field... fields) {
        this.resource = resource;
        this.fields = List.of(fields);
    }

    static Kind read(Section mapping) {
        String name = mapping.text("kind");
        return Arrays.stream(values())
                .filter(kind -> kind.word().equals(name))
                .findFirst()
                .orElseThrow(() -> new MappingError(
                        mapping.path("kind"),
                        "there is no kind '%s'; allowed: %s"
                                .formatted(
                                        name,
                                        String.join(
                                                ", ",
                                                Arrays.stream(values())
                                                        .map(Kind::word)
                                                        .toList()))));
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The last part of the address, e.g. {@code classes}. */
    public String resource() {
        return resource;
    }

    List<Field> fields() {
        return fields;
    }
}
