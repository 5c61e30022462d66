package vn.bdhvs.local.demo;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;

/** Days that differ in their rhythm. */
enum DayKind {
    @JsonProperty("weekday")
    WEEKDAY(5),
    @JsonProperty("saturday")
    SATURDAY(1),
    @JsonProperty("sunday")
    SUNDAY(1);

    private final int aWeek;

    DayKind(int aWeek) {
        this.aWeek = aWeek;
    }

    /** How many of them there are in a week. */
    int aWeek() {
        return aWeek;
    }

    static DayKind of(LocalDate day) {
        return switch (day.getDayOfWeek()) {
            case SATURDAY -> SATURDAY;
            case SUNDAY -> SUNDAY;
            default -> WEEKDAY;
        };
    }
}
