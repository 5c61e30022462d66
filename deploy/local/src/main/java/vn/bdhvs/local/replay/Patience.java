package vn.bdhvs.local.replay;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Waits between tries, longer each time or as long as the service asks, and not for ever. */
final class Patience {

    private static final Duration FIRST = Duration.ofMillis(250);
    private static final Duration LONGEST = Duration.ofSeconds(8);

    private final Duration giveUpAfter;
    private Duration pause = FIRST;
    private long since = System.nanoTime();
    private boolean lost;

    Patience(Duration giveUpAfter) {
        this.giveUpAfter = giveUpAfter;
    }

    /** There was progress, so all may begin again. */
    void renew() {
        pause = FIRST;
        lost = false;
    }

    /**
     * Waits.
     *
     * @param why what to tell, and the last word if it has been too long
     * @param headers of the answer, if there was one; {@code Retry-After} in seconds is kept to
     * @throws Stop if there has been no progress for too long
     */
    void wait(String why, @Nullable HttpHeaders headers, Consumer<String> say) throws InterruptedException {
        if (!lost) {
            lost = true;
            since = System.nanoTime();
        }
        Duration left = giveUpAfter.minusNanos(System.nanoTime() - since);
        if (left.isNegative() || left.isZero()) {
            throw new Stop(Stop.NOT_REACHABLE, "given up after %d s: %s".formatted(giveUpAfter.toSeconds(), why));
        }
        long millis = asked(headers);
        if (millis < 0) {
            millis = pause.toMillis() / 2 + ThreadLocalRandom.current().nextLong(pause.toMillis());
            pause = pause.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : pause.multipliedBy(2);
        }
        say.accept("trying again: " + why);
        Thread.sleep(Math.min(millis, left.toMillis() + 1));
    }

    private static long asked(@Nullable HttpHeaders headers) {
        return headers == null
                ? -1
                : headers.firstValue("Retry-After")
                        .filter(text -> text.matches("[0-9]{1,6}"))
                        .map(text -> Long.parseLong(text) * 1000)
                        .orElse(-1L);
    }
}
