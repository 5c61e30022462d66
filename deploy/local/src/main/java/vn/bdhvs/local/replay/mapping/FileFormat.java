package vn.bdhvs.local.replay.mapping;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * How the file is written.
 *
 * @param separator between cells
 * @param blanks what stands for a blank cell, beside nothing at all
 */
public record FileFormat(Charset encoding, char separator, Set<String> blanks) {

    static final List<String> KEYS = List.of("encoding", "separator", "blanks");

    static FileFormat read(Section file) {
        return new FileFormat(
                encoding(file),
                separator(file),
                file.get("blanks") == null ? Set.of() : new TreeSet<>(file.texts("blanks")));
    }

    private static Charset encoding(Section file) {
        try {
            return Charset.forName(file.text("encoding", "UTF-8"));
        } catch (IllegalArgumentException e) {
            throw new MappingError(file.path("encoding"), "there is none of that name; e.g. UTF-8, windows-1258");
        }
    }

    private static char separator(Section file) {
        String separator =
                file.get("separator") == null ? "," : file.required("separator").asString();
        return switch (separator) {
            case ",", ";", "|", "\t" -> separator.charAt(0);
            case "tab" -> '\t';
            default -> throw new MappingError(file.path("separator"), "must be one of \",\" \";\" \"|\" tab");
        };
    }
}
