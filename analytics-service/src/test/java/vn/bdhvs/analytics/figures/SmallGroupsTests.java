package vn.bdhvs.analytics.figures;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmallGroupsTests {

    @ParameterizedTest
    @CsvSource({
        "0, 30, 0",
        "2, 30, 0",
        "3, 30, 5",
        "7, 30, 5",
        "8, 30, 10",
        "30, 30, 30",
        "8, 8, 5",
        "4, 4, 0",
        "0, 0, 0",
        "2147483647, 2147483647, 2147483645"
    })
    void countsInFivesAndNeverMoreThanThereWere(int count, int total, int counted) {
        assertThat(SmallGroups.counted(count, total)).isEqualTo(counted);
    }
}
