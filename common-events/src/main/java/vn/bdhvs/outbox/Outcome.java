package vn.bdhvs.outbox;

import java.util.Set;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.UnsupportedForMessageFormatException;
import org.jspecify.annotations.Nullable;

/**
 * What became of sending one event: acknowledged (no failure), to be tried again, or never to be sent as it is.
 *
 * @param failure null if the broker acknowledged it
 */
record Outcome(PendingEvent event, @Nullable Throwable failure) {

    /** Failures that lie in the record itself. Everything else, a refused authorisation too, can pass. */
    private static final Set<Class<? extends Throwable>> HOPELESS = Set.of(
            RecordTooLargeException.class,
            RecordBatchTooLargeException.class,
            SerializationException.class,
            InvalidTopicException.class,
            InvalidTimestampException.class,
            PolicyViolationException.class,
            UnsupportedForMessageFormatException.class,
            ClassCastException.class);

    boolean isAcknowledged() {
        return failure == null;
    }

    boolean isHopeless() {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (HOPELESS.contains(cause.getClass())) {
                return true;
            }
        }
        return false;
    }

    /** Whether it failed because there was no broker to take it, so that others would fail too. */
    boolean isBrokerAway() {
        boolean refused = false;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RetriableException) {
                return true;
            }
            refused |= cause instanceof ApiException;
        }
        return !isAcknowledged() && !refused && !isHopeless();
    }

    /** The name of the failure that matters, without its message. */
    String reason() {
        String reason = "none";
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            reason = cause.getClass().getSimpleName();
            if (cause instanceof ApiException) {
                break;
            }
        }
        return reason;
    }
}
