package vn.bdhvs.outbox;

import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
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
            InvalidRecordException.class,
            PolicyViolationException.class,
            UnsupportedForMessageFormatException.class,
            ClassCastException.class,
            NullPointerException.class,
            IllegalArgumentException.class);

    /** Failures of the connection or of the whole producer. */
    private static final Set<Class<? extends Throwable>> GENERAL =
            Set.of(RetriableException.class, AuthenticationException.class, ClusterAuthorizationException.class);

    boolean isAcknowledged() {
        return failure == null;
    }

    boolean isHopeless() {
        return causes().anyMatch(cause -> HOPELESS.contains(cause.getClass()));
    }

    /** Whether it failed because there was no broker to take it, so that others would fail too. */
    boolean isBrokerAway() {
        return !isAcknowledged()
                && (causes().anyMatch(cause -> GENERAL.stream().anyMatch(type -> type.isInstance(cause)))
                        || (!isHopeless() && causes().noneMatch(ApiException.class::isInstance)));
    }

    /** Whether the producer may never work again, so that a new one is needed. */
    boolean isProducerInDoubt() {
        return isBrokerAway() && causes().noneMatch(RetriableException.class::isInstance);
    }

    /** The name of the failure that matters, without its message. */
    String reason() {
        Throwable reason = causes().filter(ApiException.class::isInstance)
                .findFirst()
                .orElseGet(() -> causes().reduce((first, last) -> last).orElse(null));
        return reason == null ? "none" : reason.getClass().getSimpleName();
    }

    private Stream<Throwable> causes() {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
    }
}
