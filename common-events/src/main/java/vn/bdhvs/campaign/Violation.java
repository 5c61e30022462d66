package vn.bdhvs.campaign;

import java.util.List;

/**
 * One thing wrong with a report, said so that its sender can mend it.
 *
 * @param reason stable code for programs, e.g. {@code unknown-unit}
 * @param field name of the field as the sender wrote it, dotted where nested
 * @param detail what is wrong and what would be right, in English
 * @param allowed the values that would be accepted, where they can be listed
 */
public record Violation(String reason, String field, String detail, List<String> allowed) {

    public static Violation of(String reason, String field, String detail) {
        return new Violation(reason, field, detail, List.of());
    }
}
