package vn.bdhvs.analytics.figures;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmallGroupsTests {

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 0", "4, 0", "5, 5", "9, 5", "36, 35", "-3, 0", "-7, -5"})
    void showsWholeFivesAndOfFewerPeopleNone(long count, long shown) {
        assertThat(SmallGroups.shown(count)).isEqualTo(shown);
    }
}
