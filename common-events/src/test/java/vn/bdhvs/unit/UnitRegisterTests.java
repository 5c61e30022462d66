package vn.bdhvs.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;

class UnitRegisterTests {

    private static final LocalDate MARCH = LocalDate.of(2025, 3, 26);

    private final UnitRegister units = UnitRegister.read(new ClassPathResource("vn/bdhvs/unit/binh-duong-units.csv"));

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
    void countsASubtreeInFull() {
        assertThat(units.subtree("74", MARCH)).hasSize(101);
        assertThat(units.subtree("724", MARCH)).allMatch(unit -> units.isWithin(unit.code(), "724", MARCH));
    }

    @Test
    void refusesAParentThatIsNotThere() {
        String csv = "code,name_vi,kind,parent_code,valid_from,valid_to\n1,A,xa,2,2025-01-01,\n";
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UnitRegister.read(new ByteArrayResource(csv.getBytes(StandardCharsets.UTF_8))))
                .withMessageContaining("parent 2");
    }
}
