package vn.bdhvs.outbox;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.header.Headers;
import org.springframework.cloud.stream.binding.BindingService;
import org.springframework.cloud.stream.function.StreamBridge;
import org.springframework.cloud.stream.messaging.DirectWithAttributesChannel;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.integration.kafka.outbound.KafkaProducerMessageHandler;
import org.springframework.kafka.support.KafkaHeaderMapper;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.MessagingException;
import org.springframework.messaging.support.MessageBuilder;
import vn.bdhvs.trace.EventTraces;

/**
 * Publishes through Spring Cloud Stream. Each topic is an output binding of the same name. The binder would bind it
 * while the context starts, and block that start for about a minute when there is no broker; so the channel is a bean
 * from the start, for {@link StreamBridge} to find, and is bound when the broker is known to be there. It is bound anew,
 * with another producer, after a failure that the old producer may never get over.
 *
 * <p>Each message carries one header that never reaches Kafka, its {@link Dispatch}: the ack or the failure finds its
 * event by it, and the record's own headers are written from it, byte for byte as they were stored.
 */
final class StreamPublisher implements Publisher {

    private final StreamBridge bridge;
    private final BindingService bindings;
    private final TopicCheck check;
    private final Map<String, MessageChannel> channels;
    private final Duration longestSend;
    private final EventTraces traces;
    private final Set<String> bound = new HashSet<>();
    private volatile boolean inDoubt;

    /**
     * @param longestSend after which an answer is no longer waited for; longer than the producer itself takes
     */
    StreamPublisher(
            StreamBridge bridge,
            BindingService bindings,
            TopicCheck check,
            GenericApplicationContext context,
            Set<String> topics,
            Duration longestSend,
            EventTraces traces) {
        this.longestSend = longestSend;
        this.traces = traces;
        this.bridge = bridge;
        this.bindings = bindings;
        this.check = check;
        this.channels = topics.stream().collect(Collectors.toMap(t -> t, t -> channel(context, t)));
    }

    private static MessageChannel channel(GenericApplicationContext context, String topic) {
        DirectWithAttributesChannel channel = new DirectWithAttributesChannel();
        channel.setApplicationContext(context);
        channel.setComponentName(topic);
        context.getBeanFactory().registerSingleton(topic, channel);
        return channel;
    }

    /** One event on its way. */
    private record Dispatch(PendingEvent event, CompletableFuture<Void> ack) {

        static final String HEADER = "outboxDispatch";

        static Dispatch of(MessageHeaders headers) {
            return (Dispatch) Objects.requireNonNull(headers.get(HEADER));
        }

        /** A failure shows its message, and that its headers: without the future, which would show the failure again. */
        @Override
        public String toString() {
            return event.id();
        }
    }

    @Override
    public synchronized boolean connect() {
        if (!check.passes()) {
            return false;
        }
        if (inDoubt) {
            disconnect();
            inDoubt = false;
        }
        channels.forEach((topic, channel) -> {
            if (!bound.contains(topic)) {
                bindings.bindProducer(channel, topic);
                bound.add(topic);
            }
        });
        return true;
    }

    @Override
    public CompletableFuture<Void> send(PendingEvent event) {
        if (!channels.containsKey(event.topic())) {
            throw new InvalidTopicException(event.topic() + " is not among outbox.topics");
        }
        Dispatch dispatch = new Dispatch(event, new CompletableFuture<>());
        Span span = traces.begin(
                "send " + event.topic(), SpanKind.PRODUCER, event.headers().get(EventTraces.TRACE_PARENT));
        span.setAttribute("messaging.system", "kafka");
        span.setAttribute("messaging.operation.type", "send");
        span.setAttribute("messaging.destination.name", event.topic());
        try {
            bridge.send(
                    event.topic(),
                    MessageBuilder.withPayload(event.data())
                            .setHeader(KafkaHeaders.KEY, event.key().getBytes(StandardCharsets.UTF_8))
                            .setHeader(Dispatch.HEADER, dispatch)
                            .build());
        } catch (RuntimeException | Error e) {
            dispatch.ack().completeExceptionally(e);
        }
        return dispatch.ack()
                .orTimeout(longestSend.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((ack, failure) -> {
                    EventTraces.end(span, failure);
                    inDoubt |= new Outcome(event, failure).isProducerInDoubt();
                });
    }

    @Override
    public synchronized void disconnect() {
        bound.forEach(bindings::unbindProducers);
        bound.clear();
    }

    /** Has the binder's handler report each answer, and write the headers as they are. */
    void equip(KafkaProducerMessageHandler<?, ?> handler, String topic) {
        if (channels.containsKey(topic)) {
            handler.setHeaderMapper(new StoredHeaders());
            handler.setSendSuccessChannel((message, timeout) -> {
                Dispatch.of(message.getHeaders()).ack().complete(null);
                return true;
            });
            handler.setSendFailureChannel((message, timeout) -> {
                fail(message);
                return true;
            });
        }
    }

    private static void fail(Message<?> message) {
        MessagingException failure = (MessagingException) message.getPayload();
        Message<?> sent = Objects.requireNonNull(failure.getFailedMessage());
        Dispatch.of(sent.getHeaders()).ack().completeExceptionally(failure);
    }

    /** Writes the stored headers and no others. */
    private static final class StoredHeaders implements KafkaHeaderMapper {

        @Override
        public void fromHeaders(MessageHeaders headers, Headers target) {
            Dispatch.of(headers)
                    .event()
                    .headers()
                    .forEach((name, value) -> target.add(name, value.getBytes(StandardCharsets.UTF_8)));
        }

        @Override
        public void toHeaders(Headers source, Map<String, Object> target) {
            throw new UnsupportedOperationException("the outbox only sends");
        }
    }
}
