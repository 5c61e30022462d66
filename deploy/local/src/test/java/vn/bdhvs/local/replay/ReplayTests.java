package vn.bdhvs.local.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import vn.bdhvs.local.replay.BatchDouble.Fault;

class ReplayTests {

    /** A sheet as Excel in Vietnam writes it. */
    private static final String MAPPING = """
            title: Báo cáo của phường Lái Thiêu
            kind: assist
            campaign: binh-dan-hoc-vu-so-2025
            file: { separator: ";" }
            clientReference: "lai-thieu/2025-03/{row}"
            skip:
              - { of: "{Ghi chú}", equals: hủy, reason: cancelled }
            fields:
              unit: "25966"
              team: binh-dan-hoc-vu-so
              service: { of: "{Nội dung}", table: { VNeID: dinh-danh-muc-2, Chữ ký số: chu-ky-so-ca-nhan } }
              channel: home
              assistedAt: { of: "{Ngày}", formats: dd/MM/yyyy, at: "08:30" }
              citizens: "{Số lượt}"
              outcome: completed
            """;

    private static final String SHEET = "\uFEFFNgày;Nội dung;Số lượt;Ghi chú\r\n" //
            + "01/03/2025;VNeID;12;\r\n"
            + "02/03/2025;Chữ ký số;3;\"xong; tốt\"\r\n"
            + "03/03/2025;VNeID;4;hủy\r\n"
            + "31/02/2025;VNeID;5;\r\n"
            + "04/03/2025;Zalo;mười;\r\n"
            + ";;;\r\n"
            + "05/03/2025;VNeID;7;\r\n";

    @TempDir
    private Path directory;

    private BatchDouble services;
    private String out = "";
    private String err = "";

    @BeforeEach
    void start() throws IOException {
        services = new BatchDouble();
        Files.writeString(directory.resolve("mapping.yaml"), MAPPING);
        Files.writeString(directory.resolve("sheet.csv"), SHEET);
    }

    @AfterEach
    void stop() {
        services.close();
    }

    private int replay(Path mapping, Path file, String... more) throws InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(mapping.toString(), file.toString()));
        arguments.addAll(List.of("--issuer", services.issuer(), "--session", services.uri()));
        arguments.addAll(List.of("--registration", services.uri()));
        arguments.addAll(List.of(more));
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        ByteArrayOutputStream complained = new ByteArrayOutputStream();
        int code = Replay.run(
                Map.of(),
                new PrintStream(said, true, StandardCharsets.UTF_8),
                new PrintStream(complained, true, StandardCharsets.UTF_8),
                arguments.toArray(String[]::new));
        out = said.toString(StandardCharsets.UTF_8);
        err = complained.toString(StandardCharsets.UTF_8);
        return code;
    }

    private int replaySheet(String... more) throws InterruptedException {
        return replay(directory.resolve("mapping.yaml"), directory.resolve("sheet.csv"), more);
    }

    @Test
    void sendsWhatIsRightAndSaysWhatBecameOfTheRest() throws Exception {
        assertThat(replaySheet()).isEqualTo(1);

        assertThat(services.written())
                .containsOnlyKeys("lai-thieu/2025-03/1", "lai-thieu/2025-03/2", "lai-thieu/2025-03/7");
        assertThat(services.written().get("lai-thieu/2025-03/2").toString()).isEqualTo("""
                {"campaign":"binh-dan-hoc-vu-so-2025","unit":"25966","team":"binh-dan-hoc-vu-so",\
                "service":"chu-ky-so-ca-nhan","channel":"home","assistedAt":"2025-03-02T08:30:00+07:00",\
                "citizens":3,"outcome":"completed","clientReference":"lai-thieu/2025-03/2"}""");
        assertThat(out)
                .contains("7 rows: 3 sent, 3 accepted, 0 repeated, 2 rejected, 2 skipped")
                .contains("       1  cancelled", "       1  empty row")
                .contains("row 4  assistedAt: '31/02/2025' is not a time written as dd/MM/yyyy")
                .contains("row 5  service: 'Zalo' is not in the mapping's table; "
                        + "citizens: 'mười' is not a whole number");
    }

    @Test
    void writesTheRejectedRowsSoThatTheyCanBeCorrectedAndSentAgainUnderTheirReferences() throws Exception {
        services.refuse(row -> row.path("citizens").intValue() == 7 ? "service" : "");
        Path rejected = directory.resolve("rejected.csv");

        assertThat(replaySheet("--rejected", rejected.toString())).isEqualTo(1);
        assertThat(Files.readString(rejected).lines())
                .containsExactly(
                        "\uFEFFNgày;Nội dung;Số lượt;Ghi chú;row;problem".substring(1),
                        "31/02/2025;VNeID;5;;4;assistedAt: '31/02/2025' is not a time written as dd/MM/yyyy",
                        "04/03/2025;Zalo;mười;;5;\"service: 'Zalo' is not in the mapping's table;"
                                + " citizens: 'mười' is not a whole number\"",
                        "05/03/2025;VNeID;7;;7;service: unknown-code: 'service' is not known");

        services.refuse(row -> "");
        Files.writeString(rejected, Files.readString(rejected).replace("31/02", "28/02"));
        Path again = directory.resolve("again.csv");
        assertThat(replay(directory.resolve("mapping.yaml"), rejected, "--rejected", again.toString()))
                .isEqualTo(1);
        assertThat(services.written()).containsKeys("lai-thieu/2025-03/4", "lai-thieu/2025-03/7");
        assertThat(Files.readString(again).lines())
                .hasSize(2)
                .first()
                .isEqualTo("Ngày;Nội dung;Số lượt;Ghi chú;row;problem");
    }

    @Test
    void writesNothingInADryRun() throws Exception {
        assertThat(replaySheet("--dry-run")).isEqualTo(1);

        assertThat(services.written()).isEmpty();
        assertThat(services.requests()).containsExactly("/api/v1/assists/batch?dryRun=true");
        assertThat(out).contains("dry run, nothing written: 7 rows: 3 sent, 3 accepted");
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            mode = Mode.EXCLUDE,
            names = {"NONE", "FORBIDDEN"})
    void sendsEachRowOnceWhateverBreaksInTheMiddle(Fault fault) throws Exception {
        services.faults(Fault.NONE, fault, fault, Fault.NONE, fault);
        Path sample = Samples.file("italy-vaccination.csv");

        assertThat(replay(Samples.mapping("italy-vaccination"), sample, "--batch", "10"))
                .isZero();

        assertThat(services.written()).hasSize(40);
        assertThat(services.written().values().stream()
                        .mapToInt(row -> row.path("citizens").intValue())
                        .sum())
                .isEqualTo(Samples.rows("italy-vaccination.csv").stream()
                        .mapToInt(row -> Integer.parseInt(row.get("d")))
                        .sum());
        assertThat(out).contains("40 rows: 40 sent").contains("0 rejected, 0 skipped");
        assertThat(services.tokens()).isEqualTo(fault == Fault.TOKEN_EXPIRED ? 4 : 1);
    }

    @Test
    void answersRepeatedWhenTheFileIsSentAgain() throws Exception {
        replaySheet();
        replaySheet();

        assertThat(out).contains("7 rows: 3 sent, 0 accepted, 3 repeated, 2 rejected, 2 skipped");
        assertThat(services.written()).hasSize(3);
    }

    @Test
    void saysWhenAReferenceStandsForSomethingElse() throws Exception {
        replaySheet();
        Files.writeString(directory.resolve("sheet.csv"), SHEET.replace("VNeID;12", "VNeID;13"));

        assertThat(replaySheet()).isEqualTo(1);
        assertThat(out).contains("row 1  client-reference-taken: the reference is taken");
    }

    @Test
    void stopsAtOnceWhenTheServiceRefusesAllOrTheIssuerTheClient() throws Exception {
        services.faults(Fault.FORBIDDEN);
        assertThat(replaySheet()).isEqualTo(2);
        assertThat(err).contains("answers 403: not an emitter");

        assertThat(replaySheet("--secret", "other")).isEqualTo(2);
        assertThat(err).contains("the issuer refuses the client province-74");
    }

    @Test
    void givesUpOnAServiceThatIsAwayForTooLong() throws Exception {
        services.close();

        assertThat(replaySheet("--give-up-after", "1s")).isEqualTo(3);
        assertThat(err).contains("given up after 1 s").contains("cannot be reached");
        assertThat(out).contains("0 rows: 0 sent");
    }

    @Test
    void keepsToARate() throws Exception {
        long begin = System.nanoTime();
        replay(Samples.mapping("italy-vaccination"), Samples.file("italy-vaccination.csv"), "--rate", "40");

        assertThat((System.nanoTime() - begin) / 1e9).isBetween(0.4, 5.0);
        assertThat(services.requests()).hasSize(2);
    }

    @Test
    void namesTheEncodingWhenTheFileIsInAnother() throws Exception {
        Files.writeString(directory.resolve("sheet.csv"), SHEET.substring(1), Charset.forName("UTF-16"));

        assertThat(replaySheet()).isEqualTo(2);
        assertThat(err).contains("sheet.csv is not in UTF-8").contains("encoding: windows-1258");
    }

    @Test
    void readsTheEncodingOfOldVietnameseSheetsInWhichToneMarksStandAlone() throws Exception {
        Files.writeString(
                directory.resolve("mapping.yaml"),
                MAPPING.replace("separator: \";\"", "separator: \";\", encoding: windows-1258"));
        Files.writeString(
                directory.resolve("sheet.csv"), tonesApart(SHEET.substring(1)), Charset.forName("windows-1258"));

        assertThat(replaySheet()).isEqualTo(1);
        assertThat(out).contains("3 sent, 3 accepted").contains("1  cancelled").contains("citizens: 'mười' is not");
    }

    /** "ộ" as "ô" and a dot below. */
    private static String tonesApart(String text) {
        StringBuilder apart = new StringBuilder();
        text.codePoints().forEach(c -> {
            String all = Normalizer.normalize(Character.toString(c), Normalizer.Form.NFD);
            String tone = all.replaceAll("[^\u0300\u0301\u0303\u0309\u0323]", "");
            String rest = all.replaceAll("[\u0300\u0301\u0303\u0309\u0323]", "");
            apart.append(Normalizer.normalize(rest, Normalizer.Form.NFC)).append(tone);
        });
        return apart.toString();
    }

    @Test
    void sendsWhatComesBeforeABreakInTheFileAndSaysWhereItIs() throws Exception {
        String sheet = SHEET + "06/03/2025;VNeID;1;\r\n".repeat(5_000);
        byte[] broken = (sheet + "?").getBytes(StandardCharsets.UTF_8);
        broken[broken.length - 1] = (byte) 0xFF;
        Files.write(directory.resolve("sheet.csv"), broken);

        assertThat(replaySheet()).isEqualTo(2);
        assertThat(err).contains("sheet.csv is not in UTF-8 (seen after row 4");
        assertThat(services.written()).hasSizeGreaterThan(4_000);
        assertThat(out).contains(services.written().size() + " accepted");
    }

    @Test
    void keepsTheExampleOfTheReadmeTrue() throws Exception {
        String readme = Files.readString(Samples.directory().resolve("../../README.md"));
        String section = readme.substring(readme.indexOf("## Bringing a spreadsheet"));
        Files.writeString(directory.resolve("mapping.yaml"), block(section, "yaml"));
        Files.writeString(directory.resolve("sheet.csv"), block(section, "csv"));

        assertThat(replaySheet()).isEqualTo(1);
        assertThat(section).contains(out.lines().skip(1).toList().get(0));
        assertThat(services.written()).hasSize(3);
    }

    private static String block(String text, String language) {
        int begin = text.indexOf("```" + language + "\n") + language.length() + 4;
        return text.substring(begin, text.indexOf("```", begin));
    }

    @Test
    void namesTheColumnThatTheFileLacks() throws Exception {
        Files.writeString(directory.resolve("sheet.csv"), SHEET.replace("Số lượt", "Số người"));

        assertThat(replaySheet()).isEqualTo(2);
        assertThat(err).contains("the file has no column 'Số lượt'; it has: ").contains("Số người");
    }

    @Test
    void rejectsARowThatASeparatorHasTornApart() throws Exception {
        Files.writeString(directory.resolve("sheet.csv"), SHEET.replace("VNeID;12;", "VNeID;1;2;;x"));

        assertThat(replaySheet()).isEqualTo(1);
        assertThat(out).contains("row 1  has 1 cells more than the header");
    }

    @Test
    void refusesWrongOptionsByName() throws Exception {
        assertThat(replaySheet("--fast")).isEqualTo(2);
        assertThat(err).contains("there is no option --fast; see --help");
        assertThat(replaySheet("--rate", "0")).isEqualTo(2);
        assertThat(err).contains("--rate wants a number from 0.1");
        assertThat(replaySheet("--rejected", directory.resolve("sheet.csv").toString()))
                .isEqualTo(2);
        assertThat(err).contains("would overwrite");
    }
}
