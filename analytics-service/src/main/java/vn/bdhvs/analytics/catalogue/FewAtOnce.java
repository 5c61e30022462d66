package vn.bdhvs.analytics.catalogue;

import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import org.springframework.http.HttpStatus;

/**
 * Lets few costly questions be answered at once. Whoever comes on top of these is told to come again, so that they cannot
 * take the memory and the threads of everybody else.
 */
public final class FewAtOnce {

    private final Semaphore places;

    /**
     * @param most how many at once
     */
    public FewAtOnce(int most) {
        this.places = new Semaphore(most);
    }

    /**
     * Answers, if there is a place.
     *
     * @throws UnanswerableQuestion 503 if there is none
     */
    public <T> T answer(String field, Callable<T> question) throws Exception {
        if (!places.tryAcquire()) {
            throw new UnanswerableQuestion(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    field,
                    "too many such questions are being answered; ask again soon");
        }
        try {
            return question.call();
        } finally {
            places.release();
        }
    }
}
