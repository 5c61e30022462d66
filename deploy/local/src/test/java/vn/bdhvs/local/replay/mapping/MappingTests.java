package vn.bdhvs.local.replay.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MappingTests {

    private static final String RIGHT = """
            title: Lớp học
            kind: class
            campaign: binh-dan-hoc-vu-so-2025
            clientReference: "lop/{id}"
            skip:
              - { of: "{end}", before: "{day}", reason: ends before it begins }
            fields:
              unit: { of: "{place}", table: { Phường Dĩ An: "25942" }, spread: [718, 724] }
              team: binh-dan-hoc-vu-so
              topic: { of: "{topic}", table: { ai: cong-cu-ai }, contains: { vneid: dinh-danh-dien-tu }, ignoreCase: true }
              mode: in-person
              startedAt: { of: "{day}", at: "18:30" }
              durationMinutes: 90
              learners.total: { of: "{learners}", table: { không: 0 } }
              instructors: 2
              venue: "Nhà văn hóa {place}"
            """;

    @TempDir
    private Path directory;

    private Mapping mapping(String yaml) {
        try {
            return Mapping.read(Files.writeString(directory.resolve("mapping.yaml"), yaml));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Row row(String... cells) {
        Map<String, String> byColumn = new HashMap<>(Map.of(
                "id", "7", "place", "Phường Dĩ An", "topic", "ai", "day", "2025-03-26", "learners", "31", "end", ""));
        for (int i = 0; i < cells.length; i += 2) {
            byColumn.put(cells[i], cells[i + 1]);
        }
        return new Row(1, new String[0], byColumn);
    }

    private static String json(Mapped mapped) {
        assertThat(mapped).isInstanceOf(Mapped.Ready.class);
        return new String(((Mapped.Ready) mapped).json(), StandardCharsets.UTF_8);
    }

    @Test
    void makesOfARowWhatTheApiWants() {
        assertThat(json(mapping(RIGHT).map(row()))).isEqualTo("""
                {"campaign":"binh-dan-hoc-vu-so-2025","unit":"25942","team":"binh-dan-hoc-vu-so","topic":"cong-cu-ai",\
                "mode":"in-person","startedAt":"2025-03-26T18:30:00+07:00","durationMinutes":90,\
                "learners":{"total":31},"instructors":2,"venue":"Nhà văn hóa Phường Dĩ An","clientReference":"lop/7"}""");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kind: class           | kind: lesson         | kind: there is no kind 'lesson'; allowed: volunteer, class, assist",
                "title: Lớp học        | titel: Lớp học       | there is no key 'titel'; allowed: title, attribution, kind",
                "title: Lớp học        | ''                   | title: is missing",
                "'  team: binh-dan-hoc-vu-so' | ''            | fields.team: is missing",
                "'  team: '            | '  service: x\n  team: ' | fields: there is no key 'service'; allowed: unit, team, topic",
                "mode: in-person       | mode: hybrid         | fields.mode: 'hybrid' is not known; one of: in-person, online",
                "'\"{day}\", at: \"18:30\"' | 2025-03-01   | fields.startedAt.of: must be had from a column",
                "instructors: 2        | instructors: two     | fields.instructors: 'two' is not a whole number",
                "'[718, 724]'          | '[718, 999]'         | fields.unit.spread: there is no district '999'; allowed: all, or a list of 718",
                "at: \"18:30\"         | at: evening          | fields.startedAt.at: must be a quoted time of day",
                "at: \"18:30\"         | formats: dd/QQQ/bbb  | fields.startedAt.formats: [dd/QQQ/bbb] are not all patterns",
                "at: \"18:30\"         | 'wrap: { days: 21 }' | fields.startedAt.wrap.from: is missing",
                "at: \"18:30\"         | spread: all          | fields.startedAt: there is no key 'spread'; allowed: of, blank, formats",
                "'{end}'               | '{end|shout}'        | skip[0].of: there is no '|shout'; allowed: digits, number",
                "'before: \"{day}\",'  | ''                   | skip[0]: must hold exactly one of is, equals, before",
                "lop/{id}              | lop                  | clientReference: must name a column",
                "lop/{id}              | lop/{id              | clientReference: a brace is opened and not closed",
                "ignoreCase: true      | ignoreCase: maybe    | fields.topic.ignoreCase: must be true or false",
                "title: Lớp học        | 'file: { separator: \"-\" }\ntitle: x' | file.separator: must be one of",
                "title: Lớp học        | 'file: { encoding: vietnamese }\ntitle: x' | file.encoding: there is none of that name",
            })
    void namesWhatIsWrongAndWhatWouldBeRight(String right, String wrong, String message) {
        assertThat(RIGHT).contains(right);
        assertThatThrownBy(() -> mapping(RIGHT.replace(right, wrong)))
                .isInstanceOf(MappingError.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void namesTheColumnsThatAFileLacks() {
        Mapping mapping = mapping(RIGHT);

        mapping.requireColumns(Set.of("id", "place", "topic", "day", "learners", "end"));
        assertThatThrownBy(() -> mapping.requireColumns(Set.of("id", "place", "topic", "day", "Learners", "end")))
                .hasMessageStartingWith("the file has no column 'learners'; it has: ");
    }

    @Test
    void looksUpAWholeTextFirstThenWhatItContainsThenTheSpread() {
        Mapping mapping = mapping(RIGHT);

        assertThat(json(mapping.map(row("topic", "Cài VNeID mức 2")))).contains("\"topic\":\"dinh-danh-dien-tu\"");
        assertThat(mapping.map(row("topic", "Khác")))
                .isEqualTo(new Mapped.Rejected(
                        List.of(new Mapped.Wrong("topic", "'Khác' is not in the mapping's table"))));
        // zlib.crc32("Ấp 3".encode()) % 21 == 6, and that is the index of 25759 among the communes of the two
        assertThat(json(mapping.map(row("place", "Ấp 3")))).contains("\"unit\":\"25759\"");
    }

    @Test
    void takesWordsForCountsAndLeavesOutWhatIsOptionalAndBlank() {
        Mapping mapping = mapping(RIGHT.replace("Nhà văn hóa {place}", "{venue}"));

        assertThat(json(mapping.map(row("learners", "không", "venue", ""))))
                .contains("\"learners\":{\"total\":0}")
                .doesNotContain("venue");
        assertThat(mapping.map(row("learners", "-3"))).isInstanceOf(Mapped.Rejected.class);
        assertThat(mapping.map(row("learners", "12.5"))).isInstanceOf(Mapped.Rejected.class);
        assertThat(mapping.map(row("learners", ""))).isInstanceOf(Mapped.Rejected.class);
    }

    @Test
    void skipsRowsThatContradictThemselves() {
        Mapping mapping = mapping(RIGHT);

        assertThat(mapping.map(row("end", "2025-03-25"))).isEqualTo(new Mapped.Skipped("ends before it begins"));
        assertThat(mapping.map(row("end", "2025-03-26"))).isInstanceOf(Mapped.Ready.class);
    }

    @ParameterizedTest
    @CsvSource({
        "2025-03-26T23:30:00,      'shiftDays: -7',                          2025-03-19T23:30:00+07:00",
        "2025-03-26T23:30:00Z,     'zone: Asia/Ho_Chi_Minh',                 2025-03-27T06:30:00+07:00",
        "2019-11-20,               'wrap: { from: 2025-03-01, days: 21 }, at: \"09:00\"', 2025-03-05T09:00:00+07:00",
        "2025-03-22,               'wrap: { from: 2025-03-01, days: 21 }, at: \"09:00\"', 2025-03-01T09:00:00+07:00",
        "26/3/2025 7:05,           'formats: [d/M/yyyy H:mm, d/M/yyyy]',     2025-03-26T07:05:00+07:00",
    })
    void readsAndMovesTimes(String written, String how, String time) {
        Mapping mapping = mapping(RIGHT.replace("at: \"18:30\"", how));

        assertThat(json(mapping.map(row("day", written)))).contains("\"startedAt\":\"" + time + "\"");
    }

    @Test
    void takesTextsThatLookAlikeForTheSame() {
        String decomposed = java.text.Normalizer.normalize("Phường Dĩ An", java.text.Normalizer.Form.NFD);

        assertThat(json(mapping(RIGHT.replace("Phường Dĩ An", decomposed)).map(row())))
                .contains("\"unit\":\"25942\"");
    }

    @ParameterizedTest
    @CsvSource({"06, Ward 6", "6, Ward 6", "Ward 6, Ward 6", "Ward 20, Ward 20"})
    void bringsWaysOfWritingTogether(String written, String venue) {
        Mapping mapping = mapping(RIGHT.replace("Nhà văn hóa {place}", "Ward {topic|digits|number}")
                .replace("table: { ai: cong-cu-ai }", "table: { ai: cong-cu-ai }, otherwise: nen-tang-so"));

        assertThat(json(mapping.map(row("topic", written)))).contains("\"venue\":\"" + venue + "\"");
    }
}
