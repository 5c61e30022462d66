package vn.bdhvs.unit;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * An administrative unit during one span of its life. Codes are used again after a reorganisation, so a unit's
 * identity is its code together with {@code validFrom}; names are for people only (four commune names occur twice).
 *
 * @param code official code of the General Statistics Office, e.g. {@code 724}
 * @param name full Vietnamese name with its kind, e.g. {@code Thành phố Dĩ An}
 * @param kind {@code tinh}, {@code thanh-pho}, {@code huyen}, {@code phuong}, {@code xa}, {@code thi-tran}
 * @param parent code of the unit one level up; null for a province
 * @param validFrom first day on which the unit exists, local date
 * @param validTo first day on which it no longer exists; null while it has no known end
 */
public record Unit(
        String code,
        String name,
        String kind,
        @Nullable String parent,
        LocalDate validFrom,
        @Nullable LocalDate validTo) {

    /** The level that the kind stands for; {@code thanh-pho} here is always a city below the province. */
    public Level level() {
        return switch (kind) {
            case "tinh" -> Level.PROVINCE;
            case "thanh-pho", "thi-xa", "huyen", "quan" -> Level.DISTRICT;
            case "phuong", "xa", "thi-tran" -> Level.COMMUNE;
            default -> throw new IllegalStateException("unit %s is of the unknown kind %s".formatted(code, kind));
        };
    }

    boolean isValidOn(LocalDate day) {
        return !day.isBefore(validFrom) && (validTo == null || day.isBefore(validTo));
    }

    /** Administrative levels, from the top down. */
    public enum Level {
        PROVINCE,
        DISTRICT,
        COMMUNE
    }
}
