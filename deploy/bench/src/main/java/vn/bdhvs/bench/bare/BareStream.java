package vn.bdhvs.bench.bare;

import java.io.IOException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.core.env.Environment;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Sends everybody the same text, made once, four times a second. It reads nothing, counts nothing and asks nobody who they are. */
@SpringBootApplication
@RestController
public class BareStream implements DisposableBean {

    private static final long EVERY_MS = 250;
    private static final ZoneOffset OFFSET = ZoneOffset.ofHours(7);

    private final Set<SseEmitter> emitters = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    private final String rows;

    /** Begins to send; a frame has as many bytes as the property {@code frame.bytes} says, or a few more. */
    public BareStream(Environment environment) {
        this.rows = "0".repeat(environment.getRequiredProperty("frame.bytes", Integer.class) - 90);
        scheduler.scheduleAtFixedRate(this::send, EVERY_MS, EVERY_MS, TimeUnit.MILLISECONDS);
    }

    /** Runs it until it is ended; its settings come from the command line. */
    public static void main(String... arguments) {
        SpringApplication.run(BareStream.class, arguments);
        System.out.println("serving");
    }

    @GetMapping(path = "/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter live() {
        SseEmitter emitter = new SseEmitter(0L);
        emitter.onCompletion(() -> emitters.remove(emitter));
        emitter.onError(error -> emitters.remove(emitter));
        emitters.add(emitter);
        return emitter;
    }

    private void send() {
        String json = """
                {"generation":1,"at":"%s","rows":"%s"}""".formatted(OffsetDateTime.now(OFFSET).truncatedTo(ChronoUnit.MILLIS), rows);
        for (SseEmitter emitter : emitters) {
            try {
                emitter.send(SseEmitter.event().name("figures").data(json, MediaType.TEXT_PLAIN));
            } catch (IOException | IllegalStateException e) {
                emitters.remove(emitter);
            }
        }
    }

    @Override
    public void destroy() {
        scheduler.shutdownNow();
    }
}
