package vn.bdhvs.analytics.export;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.bdhvs.analytics.copy.Words;

/**
 * A table as a spreadsheet of that language opens it by a double click: UTF-8 with a byte order mark; semicolons and decimal commas in
 * Vietnamese, commas and decimal points in English; days as ISO 8601 writes them.
 */
final class Csv {

    private static final String END = "\r\n";

    private Csv() {}

    static byte[] of(List<String> before, Table table, Words.Language language) {
        char separator = language == Words.Language.VI ? ';' : ',';
        DecimalFormat shares = new DecimalFormat(
                "0.####",
                DecimalFormatSymbols.getInstance(
                        language == Words.Language.VI ? Locale.forLanguageTag("vi-VN") : Locale.ENGLISH));
        ByteArrayOutputStream csv = new ByteArrayOutputStream();
        csv.writeBytes("\uFEFF".getBytes(StandardCharsets.UTF_8));
        before.forEach(line -> write(csv, quoted(line, separator) + END));
        write(csv, table.heads().stream().map(head -> quoted(head, separator)).collect(joining(separator)) + END);
        for (List<@Nullable Object> row : table.rows()) {
            write(csv, row.stream().map(cell -> cell(cell, separator, shares)).collect(joining(separator)) + END);
        }
        return csv.toByteArray();
    }

    private static Collector<CharSequence, ?, String> joining(char separator) {
        return Collectors.joining(String.valueOf(separator));
    }

    private static void write(ByteArrayOutputStream csv, String text) {
        csv.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String cell(@Nullable Object cell, char separator, DecimalFormat shares) {
        if (cell instanceof Table.Share share) {
            return quoted(shares.format(share.value()), separator);
        }
        if (cell instanceof String text) {
            return quoted(Table.harmless(text), separator);
        }
        return cell == null ? "" : cell.toString();
    }

    private static String quoted(String text, char separator) {
        boolean plain = text.indexOf(separator) < 0 && text.indexOf('"') < 0 && text.indexOf('\n') < 0;
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
