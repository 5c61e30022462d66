package vn.bdhvs.analytics.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/** Tables as an Excel file, one sheet each: numbers are numbers and days are days. */
final class Workbook {

    private static final String COUNTS = "#,##0";
    private static final String SHARES = "0.0%";
    private static final String DAYS = "dd/mm/yyyy";
    private static final String TIMES = "dd/mm/yyyy hh:mm";
    private static final int FIRST_WIDTH = 34;
    private static final int WIDTH = 16;

    private Workbook() {}

    static byte[] of(List<String> before, List<Table> tables) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (org.dhatim.fastexcel.Workbook workbook =
                new org.dhatim.fastexcel.Workbook(file, "Campaign Pulse", "1.0")) {
            tables.forEach(table -> write(workbook.newWorksheet(table.title()), before, table));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file.toByteArray();
    }

    private static void write(Worksheet sheet, List<String> before, Table table) {
        int line = 0;
        for (String text : before) {
            sheet.value(line++, 0, Table.harmless(text));
        }
        for (int column = 0; column < table.heads().size(); column++) {
            sheet.value(line, column, table.heads().get(column));
            sheet.width(column, column == 0 ? FIRST_WIDTH : WIDTH);
            sheet.style(line, column).bold().wrapText(true).set();
        }
        sheet.freezePane(1, line + 1);
        line++;
        for (List<@Nullable Object> row : table.rows()) {
            for (int column = 0; column < row.size(); column++) {
                write(sheet, line, column, row.get(column));
            }
            line++;
        }
    }

    private static void write(Worksheet sheet, int line, int column, @Nullable Object cell) {
        if (cell instanceof Number number) {
            sheet.value(line, column, number);
            sheet.style(line, column).format(COUNTS).set();
        } else if (cell instanceof Table.Share share) {
            sheet.value(line, column, share.value());
            sheet.style(line, column).format(SHARES).set();
        } else if (cell instanceof LocalDate day) {
            sheet.value(line, column, day);
            sheet.style(line, column).format(DAYS).set();
        } else if (cell instanceof LocalDateTime time) {
            sheet.value(line, column, time);
            sheet.style(line, column).format(TIMES).set();
        } else if (cell instanceof String text) {
            sheet.value(line, column, Table.harmless(text));
        }
    }
}
