package vn.bdhvs.registration.volunteer;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * Until when what people ask for is to be answered and done, after Decree 356/2025/NĐ-CP: an answer within two working
 * days, and the deed within days that depend on what is asked for. A day ends at local midnight; the day of the request is
 * not counted. Public holidays are taken for working days, so that nothing comes late.
 */
final class Deadlines {

    private static final int ANSWER_WORKING_DAYS = 2;

    private Deadlines() {}

    static Instant answerBy(Instant received, ZoneId zone) {
        LocalDate day = LocalDate.ofInstant(received, zone);
        int left = ANSWER_WORKING_DAYS;
        while (left > 0) {
            day = day.plusDays(1);
            boolean weekend = day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
            left -= weekend ? 0 : 1;
        }
        return endOf(day, zone);
    }

    static Instant dueBy(Instant received, DataRequest.Kind kind, ZoneId zone) {
        return endOf(LocalDate.ofInstant(received, zone).plusDays(kind.days()), zone);
    }

    private static Instant endOf(LocalDate day, ZoneId zone) {
        return day.plusDays(1).atStartOfDay(zone).toInstant();
    }
}
