package vn.bdhvs.unit;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * An administrative unit during one span of its life. Codes are used again after a reorganisation, so a unit's
 * identity is its code together with {@code validFrom}; names are for people only (four commune names occur twice).
 *
 * @param code official code of the General Statistics Office, e.g. {@code 724}
 * @param name full Vietnamese name with its kind, e.g. {@code Thành phố Dĩ An}
 * @param kind {@code tinh}, {@code thanh-pho-truc-thuoc-trung-uong}, {@code thanh-pho} (below a province), {@code thi-xa},
 *     {@code huyen}, {@code quan}, {@code phuong}, {@code xa}, {@code thi-tran}
 * @param parent code of the unit one level up; null for a province
 * @param validFrom first day on which the unit exists, local date
 * @param validTo first day on which it no longer exists; null while it has no known end
 * @param residents how many people live there; null where that is not known
 */
public record Unit(
        String code,
        String name,
        String kind,
        @Nullable String parent,
        LocalDate validFrom,
        @Nullable LocalDate validTo,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Residents residents) {

    /**
     * How many people live in a unit.
     *
     * @param year of the census that counted them
     * @param derived whether the census counted several units together, and the sum was divided among them
     * @param source where both were published, for people
     */
    public record Residents(int number, int year, boolean derived, String source) {}

    public UnitId id() {
        return new UnitId(code, validFrom);
    }

    /** The level that the kind stands for. */
    public Level level() {
        return switch (kind) {
            case "tinh", "thanh-pho-truc-thuoc-trung-uong" -> Level.PROVINCE;
            case "thanh-pho", "thi-xa", "huyen", "quan" -> Level.DISTRICT;
            case "phuong", "xa", "thi-tran" -> Level.COMMUNE;
            default -> throw new IllegalStateException("unit %s is of the unknown kind %s".formatted(code, kind));
        };
    }

    public boolean isValidOn(LocalDate day) {
        return !day.isBefore(validFrom) && !hasEndedBy(day);
    }

    /** Whether it no longer exists on that day. */
    public boolean hasEndedBy(LocalDate day) {
        return validTo != null && !day.isBefore(validTo);
    }

    /** The day itself if the unit exists on it, else its first or its last day, whichever is nearer. */
    LocalDate nearestTo(LocalDate day) {
        if (day.isBefore(validFrom)) {
            return validFrom;
        }
        return validTo == null || day.isBefore(validTo) ? day : validTo.minusDays(1);
    }

    /** Administrative levels, from the top down. */
    public enum Level {
        PROVINCE,
        DISTRICT,
        COMMUNE
    }
}
