package vn.bdhvs.local.replay.mapping;

import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a template may do to a cell: the names behind the bars of {@code {column|digits|pad:8}}. */
final class Transform {

    private static final Pattern CALL = Pattern.compile("(?<name>[a-z]+)(:(?<size>[1-9][0-9]?))?");
    private static final Pattern LEADING_ZEROS = Pattern.compile("^0+(?=[0-9])");
    private static final int MOST_DIGITS = 18;
    private static final String ALLOWED = "digits, number, lower, upper, pad:N, hash:N (N from 1 to 18)";

    private Transform() {}

    static UnaryOperator<String> parse(String path, String call) {
        Matcher parts = CALL.matcher(call.strip());
        if (!parts.matches()) {
            throw unknown(path, call);
        }
        String size = parts.group("size");
        if (size == null) {
            return switch (parts.group("name")) {
                case "digits" -> text -> text.replaceAll("[^0-9]", "");
                case "number" -> text -> LEADING_ZEROS.matcher(text).replaceFirst("");
                case "lower" -> text -> text.toLowerCase(Locale.ROOT);
                case "upper" -> text -> text.toUpperCase(Locale.ROOT);
                default -> throw unknown(path, call);
            };
        }
        int n = Integer.parseInt(size);
        if (n > MOST_DIGITS) {
            throw unknown(path, call);
        }
        return switch (parts.group("name")) {
            case "pad" -> text -> "0".repeat(Math.max(0, n - text.length())) + text;
            case "hash" -> text -> hash(text, n);
            default -> throw unknown(path, call);
        };
    }

    private static String hash(String text, int digits) {
        long range = 1;
        for (int i = 0; i < digits; i++) {
            range *= 10;
        }
        return ("%0" + digits + "d").formatted(Texts.crc32(text) % range);
    }

    private static MappingError unknown(String path, String call) {
        return new MappingError(path, "there is no '|%s'; allowed: %s".formatted(call, ALLOWED));
    }
}
