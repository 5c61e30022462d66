package vn.bdhvs.e2e.fault;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaFuture;

/** What the brokers answer to whoever administers them. */
final class BrokerAnswers {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private BrokerAnswers() {}

    /**
     * Waits for an answer.
     *
     * @throws IllegalStateException if there is none within a minute, or it is a refusal, which is the cause's cause
     */
    static <T> T answer(KafkaFuture<T> future) {
        try {
            return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the brokers do not answer as asked", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
