package vn.bdhvs.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;

class UnitRegisterTests {

    private static final LocalDate MARCH = LocalDate.of(2025, 3, 26);

    private static final LocalDate JULY = LocalDate.of(2025, 7, 1);

    private final UnitRegister units = UnitRegister.read(
            new ClassPathResource("vn/bdhvs/unit/binh-duong-units.csv"),
            new ClassPathResource("vn/bdhvs/unit/binh-duong-successions.csv"));

    @Test
    void holdsTheProvinceNineDistrictsAndNinetyOneCommunes() {
        assertThat(units.on(MARCH).stream().collect(Collectors.groupingBy(Unit::level, Collectors.counting())))
                .containsEntry(Unit.Level.PROVINCE, 1L)
                .containsEntry(Unit.Level.DISTRICT, 9L)
                .containsEntry(Unit.Level.COMMUNE, 91L);
    }

    @Test
    void leadsFromACommuneUpToTheProvince() {
        assertThat(units.lineage("25942", MARCH)).extracting(Unit::code).containsExactly("25942", "724", "74");
        assertThat(units.isWithin("25942", "724", MARCH)).isTrue();
        assertThat(units.isWithin("25942", "725", MARCH)).isFalse();
    }

    @Test
    void knowsNoDistrictFromTheFirstOfJuly2025() {
        assertThat(units.find("724", LocalDate.of(2025, 6, 30))).isPresent();
        assertThat(units.find("724", LocalDate.of(2025, 7, 1))).isEmpty();
        assertThat(units.spans("724")).hasSize(1);
    }

    @Test
    void tellsUnitsOfTheSameNameApartByCode() {
        assertThat(units.on(MARCH).stream()
                        .filter(unit -> unit.level() == Unit.Level.COMMUNE)
                        .map(unit -> unit.name().replaceFirst("^(Phường|Xã|Thị trấn) ", ""))
                        .distinct()
                        .count())
                .isLessThan(91);
        assertThat(units.on(MARCH).stream().map(Unit::code)).doesNotHaveDuplicates();
    }

    @Test
    void takesAScopeForWhoeverBoreTheCodeOrForOneOfThemAlone() {
        assertThat(units.within("74")).hasSize(101);
        assertThat(units.within("79")).hasSize(37);
        assertThat(units.within("25750")).hasSize(2);
        assertThat(units.within("25750@2025-07-01")).extracting(Unit::name).containsExactly("Phường Phú Lợi");
        assertThat(units.isWithin("25750", "25750@2024-05-01", MARCH)).isTrue();
        assertThat(units.isWithin("25750", "25750@2024-05-01", JULY)).isFalse();
    }

    /** What the census published for two districts together must still add up. */
    @Test
    void tellsHowManyPeopleLiveInADistrictAndWhetherThatIsDerived() {
        assertThat(units.find("724", MARCH)).hasValueSatisfying(unit -> assertThat(unit.residents())
                .extracting(Unit.Residents::number, Unit.Residents::year, Unit.Residents::derived)
                .containsExactly(474_681, 2019, false));
        assertThat(units.on(MARCH).stream()
                        .map(Unit::residents)
                        .filter(Objects::nonNull)
                        .filter(Unit.Residents::derived)
                        .mapToInt(Unit.Residents::number)
                        .sum())
                .isEqualTo(395_461 + 436_372);
        assertThat(units.find("25942", MARCH)).map(Unit::residents).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UnitRegister.read(csv("code,name_vi,kind,parent_code,valid_from,valid_to,residents\n"
                        + "9,Province,tinh,,2020-01-01,2026-01-01,many\n")))
                .withMessageContaining("no number in residents");
    }

    @Test
    void refusesAParentThatIsNotThere() {
        String csv = "code,name_vi,kind,parent_code,valid_from,valid_to\n1,A,xa,2,2025-01-01,\n";
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UnitRegister.read(new ByteArrayResource(csv.getBytes(StandardCharsets.UTF_8))))
                .withMessageContaining("parent 2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1,A,xa,9,2020-01-01,2025-01-01/1,B,xa,9,2024-12-31,2025-06-01| at the same time",
                "1,A,xa,9,2020-01-01,| for all the time",
                "1,A,xa,9,2019-01-01,2024-01-01| for all the time"
            })
    void refusesUnitsThatCannotBeToldApartOrLoseTheirParent(String rows, String says) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UnitRegister.read(csv("code,name_vi,kind,parent_code,valid_from,valid_to\n"
                        + "9,Province,tinh,,2020-01-01,2026-01-01\n" + rows.replace("/", "\n") + "\n")))
                .withMessageContaining(says);
    }

    @Test
    void holdsTheThirtySixCommunesThatTookOverWithTheProvinceAboveThem() {
        assertThat(units.on(JULY).stream().collect(Collectors.groupingBy(Unit::level, Collectors.counting())))
                .isEqualTo(Map.of(Unit.Level.PROVINCE, 1L, Unit.Level.COMMUNE, 36L));
        assertThat(units.find("25750", MARCH)).map(Unit::name).hasValue("Phường Phú Hòa");
        assertThat(units.find("25750", JULY)).map(Unit::name).hasValue("Phường Phú Lợi");
    }

    /** Seventy-five went over whole, sixteen were divided between two. */
    @Test
    void knowsWhatBecameOfEveryCommuneAndOfTheProvince() {
        Map<Unit.Level, Map<Integer, Long>> successors = units.on(MARCH).stream()
                .collect(Collectors.groupingBy(
                        Unit::level,
                        Collectors.groupingBy(unit -> units.successors(unit).size(), Collectors.counting())));
        assertThat(successors)
                .isEqualTo(Map.of(
                        Unit.Level.PROVINCE, Map.of(1, 1L),
                        Unit.Level.DISTRICT, Map.of(0, 9L),
                        Unit.Level.COMMUNE, Map.of(1, 75L, 2, 16L)));
    }

    @Test
    void showsEachUnitUnderTheProvinceOfToday() {
        assertThat(units.all())
                .allSatisfy(unit ->
                        assertThat(units.lineageShownOn(unit, JULY)).last().returns("79", Unit::code));
        assertThat(lineageInJuly("25744")).containsExactly("25750@2025-07-01", "79@2025-07-01");
        assertThat(lineageInJuly("25741")).containsExactly("25741@2024-05-01", "79@2025-07-01");
        assertThat(lineageInJuly("718")).containsExactly("718@2024-05-01", "79@2025-07-01");
        assertThat(lineageInJuly("74")).containsExactly("79@2025-07-01");
        Unit old = units.find("25744", MARCH).orElseThrow();
        assertThat(units.lineageShownOn(old, MARCH)).isEqualTo(units.lineage("25744", MARCH));
    }

    private List<String> lineageInJuly(String code) {
        return units.lineageShownOn(units.find(code, MARCH).orElseThrow(), JULY).stream()
                .map(unit -> unit.id().written())
                .toList();
    }

    /** A unit that ended in March became B in July of that year, which is divided into C and D of one district in autumn. */
    @Test
    void followsEverySuccessionAndStopsAtADivisionBelowWhatBothPartsHaveInCommon() {
        UnitRegister several = UnitRegister.read(csv("""
                        code,name_vi,kind,parent_code,valid_from,valid_to
                        9,Province,tinh,,2020-01-01,
                        91,District,huyen,9,2020-01-01,
                        1,A,xa,9,2020-01-01,2025-03-01
                        2,B,xa,9,2025-03-01,2025-10-01
                        3,C,xa,91,2025-10-01,
                        4,D,xa,91,2025-10-01,
                        """), csv("""
                        old_code,old_name,new_code,new_name,on,extent,shown,source
                        1,A,2,B,2025-03-01,whole,,
                        2,B,3,C,2025-10-01,part,,
                        2,B,4,D,2025-10-01,part,,
                        """));
        Unit first = several.find("1", LocalDate.of(2025, 1, 1)).orElseThrow();
        assertThat(several.shownOn(first, LocalDate.of(2025, 9, 30)).name()).isEqualTo("B");
        assertThat(several.lineageShownOn(first, LocalDate.of(2025, 10, 1)))
                .extracting(Unit::name)
                .containsExactly("B", "District", "Province");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "25741,x,25750,y,2025-07-02,whole,,| did not end on that day",
                "25741,x,25742,y,2025-07-01,whole,,| did not begin on that day",
                "25741,x,25750,y,2025-07-01,half,,| neither whole nor part",
                "25744,x,25750,y,2025-07-01,whole,all,| that only where extent is part",
                "25744,x,25750,y,soon,whole,,| no day like 2025-07-01",
                "25744,x,25750,y,2025-07-01,,,| lacks extent"
            })
    void refusesASuccessionThatCannotBe(String row, String says) {
        assertThatIllegalArgumentException().isThrownBy(() -> successions(row)).withMessageContaining(says);
    }

    @Test
    void refusesToGiveAUnitAwayTwice() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> successions("25744,x,25750,y,2025-07-01,whole,,\n25744,x,25747,y,2025-07-01,part,,"))
                .withMessageContaining("25744@2024-05-01 away more than once");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> successions("25741,x,25750,y,2025-07-01,part,all,\n25741,x,25747,y,2025-07-01,part,all,"))
                .withMessageContaining("more than once");
    }

    private static void successions(String rows) {
        UnitRegister.read(
                new ClassPathResource("vn/bdhvs/unit/binh-duong-units.csv"),
                csv("old_code,old_name,new_code,new_name,on,extent,shown,source\n" + rows + "\n"));
    }

    private static ByteArrayResource csv(String text) {
        return new ByteArrayResource(text.getBytes(StandardCharsets.UTF_8));
    }
}
