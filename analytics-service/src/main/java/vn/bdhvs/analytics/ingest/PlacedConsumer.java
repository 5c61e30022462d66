package vn.bdhvs.analytics.ingest;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Collection;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;

/**
 * A consumer that is not asked where it stands while partitions are being assigned to it. Spring Kafka asks that of each
 * partition before the ingest has placed it, and does nothing with the answer. With the group protocol {@code consumer} a
 * member that is told to leave just then never gets one: it would wait for a minute, and leave without saying so.
 */
final class PlacedConsumer implements InvocationHandler {

    /** What is answered instead. */
    static final long UNKNOWN = -1;

    private final Consumer<?, ?> consumer;

    /** On the consumer's thread only, as everything but {@code wakeup}. */
    private boolean assigning;

    private PlacedConsumer(Consumer<?, ?> consumer) {
        this.consumer = consumer;
    }

    @SuppressWarnings("unchecked")
    static <K, V> Consumer<K, V> of(Consumer<K, V> consumer) {
        return (Consumer<K, V>) Proxy.newProxyInstance(
                PlacedConsumer.class.getClassLoader(), new Class<?>[] {Consumer.class}, new PlacedConsumer(consumer));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (method.getName().equals("position") && assigning) {
            return UNKNOWN;
        }
        if (method.getName().equals("subscribe")
                && arguments.length == 2
                && arguments[1] instanceof ConsumerRebalanceListener listener) {
            arguments[1] = new Assignments(listener);
        }
        try {
            return method.invoke(consumer, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** Tells the listener of a subscription everything, and knows when it is told of an assignment. */
    private final class Assignments implements ConsumerRebalanceListener {

        private final ConsumerRebalanceListener listener;

        Assignments(ConsumerRebalanceListener listener) {
            this.listener = listener;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            assigning = true;
            try {
                listener.onPartitionsAssigned(partitions);
            } finally {
                assigning = false;
            }
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            listener.onPartitionsRevoked(partitions);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            listener.onPartitionsLost(partitions);
        }
    }
}
