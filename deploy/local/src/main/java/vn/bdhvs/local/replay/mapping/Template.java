package vn.bdhvs.local.replay.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A text with columns in braces: {@code Lớp tại {Địa điểm}}. Double braces stand for single ones. */
final class Template {

    /** A piece is either plain text or a column with what is done to its cell. */
    private record Piece(String text, boolean isColumn, List<UnaryOperator<String>> transforms) {}

    private final List<Piece> pieces;

    private Template(List<Piece> pieces) {
        this.pieces = pieces;
    }

    static Template parse(String path, String template) {
        List<Piece> pieces = new ArrayList<>();
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < template.length(); i++) {
            char c = template.charAt(i);
            boolean doubled = i + 1 < template.length() && template.charAt(i + 1) == c;
            if ((c == '{' || c == '}') && doubled) {
                plain.append(c);
                i++;
            } else if (c == '{') {
                int end = template.indexOf('}', i);
                if (end < 0) {
                    throw new MappingError(path, "a brace is opened and not closed in '%s'".formatted(template));
                }
                if (plain.length() > 0) {
                    pieces.add(new Piece(plain.toString(), false, List.of()));
                    plain.setLength(0);
                }
                pieces.add(column(path, template.substring(i + 1, end)));
                i = end;
            } else {
                plain.append(c);
            }
        }
        if (plain.length() > 0) {
            pieces.add(new Piece(plain.toString(), false, List.of()));
        }
        return new Template(pieces);
    }

    private static Piece column(String path, String reference) {
        String[] parts = reference.split("\\|", -1);
        if (parts[0].isBlank()) {
            throw new MappingError(path, "{%s} names no column".formatted(reference));
        }
        List<UnaryOperator<String>> transforms = new ArrayList<>();
        for (int i = 1; i < parts.length; i++) {
            transforms.add(Transform.parse(path, parts[i]));
        }
        return new Piece(parts[0].strip(), true, transforms);
    }

    Set<String> columns() {
        return pieces.stream().filter(Piece::isColumn).map(Piece::text).collect(Collectors.toSet());
    }

    /** The text for a row; null if one of its columns is blank there. */
    @Nullable
    String text(Row row) {
        StringBuilder text = new StringBuilder();
        for (Piece piece : pieces) {
            String part = piece.text();
            if (piece.isColumn()) {
                part = row.cell(part);
                for (UnaryOperator<String> transform : piece.transforms()) {
                    part = part.isEmpty() ? part : transform.apply(part);
                }
                if (part.isEmpty()) {
                    return null;
                }
            }
            text.append(part);
        }
        return text.toString();
    }
}
