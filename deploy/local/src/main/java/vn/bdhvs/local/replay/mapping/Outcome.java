package vn.bdhvs.local.replay.mapping;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** What becomes of one field of one row. */
sealed interface Outcome {

    Outcome OMIT = new Omit();

    /** The field is sent with this value. */
    record Use(String value) implements Outcome {}

    /** The field is left out. */
    record Omit() implements Outcome {}

    /** The whole row is left out, as the mapping wants. */
    record Skip(String reason) implements Outcome {}

    /** The whole row is wrong. */
    record Reject(String reason) implements Outcome {}

    /** Reads {@code value}, {@code {skip: reason}} or {@code {reject: reason}}. */
    static Outcome read(String path, JsonNode node) {
        if (!node.isObject()) {
            return new Use(Section.text(path, node));
        }
        Section section = Section.of(path, node, List.of("skip", "reject"));
        if (node.size() != 1) {
            throw new MappingError(path, "must hold a value, or one of skip: reason and reject: reason");
        }
        return section.get("skip") == null ? new Reject(section.text("reject")) : new Skip(section.text("skip"));
    }
}
