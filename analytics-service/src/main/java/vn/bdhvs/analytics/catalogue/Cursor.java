package vn.bdhvs.analytics.catalogue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * Where the next page of a list begins that is ordered by time: a text that means nothing to who sends it back.
 *
 * @param at time of the last item of the page before, to the millisecond
 * @param name tells it from others of the same time
 */
public record Cursor(Instant at, String name) {

    /** As it is told. */
    public String written() {
        String place = at.toEpochMilli() + "/" + name;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(place.getBytes(StandardCharsets.UTF_8));
    }

    /** Reads what {@link #written()} gave; null if none was sent, a 400 if it is something else. */
    public static @Nullable Cursor read(@Nullable String written) {
        if (written == null) {
            return null;
        }
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(written), StandardCharsets.UTF_8).split("/", 2);
            if (parts.length == 2) {
                return new Cursor(Instant.ofEpochMilli(Long.parseLong(parts[0])), parts[1]);
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw refused();
    }

    /** To be thrown when it names what cannot be. */
    public static UnanswerableQuestion refused() {
        return new UnanswerableQuestion(
                HttpStatus.BAD_REQUEST, "cursor", "a cursor is what 'next' of the page before said, unchanged");
    }
}
