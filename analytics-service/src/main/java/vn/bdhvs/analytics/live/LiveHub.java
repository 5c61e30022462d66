package vn.bdhvs.analytics.live;

import com.mongodb.MongoException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Span;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import vn.bdhvs.analytics.catalogue.Area;
import vn.bdhvs.analytics.catalogue.Scopes;
import vn.bdhvs.analytics.figures.FiguresChanged;
import vn.bdhvs.analytics.figures.FiguresClock;
import vn.bdhvs.analytics.figures.Generations;
import vn.bdhvs.analytics.journal.Uncounted;
import vn.bdhvs.campaign.Campaign;
import vn.bdhvs.campaign.Catalogue;
import vn.bdhvs.clock.BusinessClock;
import vn.bdhvs.trace.EventTraces;
import vn.bdhvs.unit.UnitRegister;

/**
 * Keeps every open screen at the latest figures. It re-reads what is announced as changed, pushes the absolute values
 * of the rows that moved at most four times a second, and reconciles with the store every ten seconds, so that a lost
 * announcement costs time only. While nobody watches it only reconciles, and the first who comes waits until it has done so
 * again. Every stream begins with a snapshot and no instance remembers a viewer.
 *
 * <p>Boards and viewers belong to one thread, reading the store to another, and looking back at the hours before, which may
 * take longer, to a third.
 */
@Component
class LiveHub implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(LiveHub.class);
    private static final long FRAME_MS = 250;
    private static final long RECONCILE_MS = 10_000;
    private static final long HEARTBEAT_MS = 10_000;
    private static final long LOOK_BACK_MS = 1_000;
    private static final Duration SOON = Duration.ofSeconds(10);

    private final Map<String, CampaignScreens> screens = new LinkedHashMap<>();
    private final Set<String> announced = ConcurrentHashMap.newKeySet();
    private final FiguresReader reader;
    private final Generations generations;
    private final Scopes scopes;
    private final BusinessClock clock;
    private final PushTraces traces;
    private volatile ScheduledExecutorService hub = thread("live-hub-");
    private volatile ScheduledExecutorService reading = thread("live-reading-");
    private volatile ScheduledExecutorService lookingBack = thread("live-looking-back-");
    private volatile boolean running;

    /** By campaign. For the thread that looks back. */
    private final Map<String, LookedBack> lookedBack = new HashMap<>();

    /** Whether somebody was watching when the store was last read. Set by the thread that reads. */
    private volatile boolean watched;

    LiveHub(
            FiguresReader reader,
            Frames frames,
            Generations generations,
            Catalogue catalogue,
            UnitRegister units,
            Scopes scopes,
            BusinessClock clock,
            PushTraces traces,
            MeterRegistry meters) {
        this.reader = reader;
        this.generations = generations;
        this.scopes = scopes;
        this.clock = clock;
        this.traces = traces;
        Counter dropped = Counter.builder("live.viewers.dropped")
                .description("Times that a viewer could not take a frame in time and was given the latest state later")
                .register(meters);
        for (Campaign campaign : catalogue.all()) {
            CampaignScreens ofCampaign =
                    new CampaignScreens(campaign, reader.goals(campaign.code()), units, scopes, frames, clock, dropped);
            screens.put(campaign.code(), ofCampaign);
            Gauge.builder("live.viewers", ofCampaign, CampaignScreens::viewers)
                    .tag("campaign", campaign.code())
                    .description("Open live streams")
                    .register(meters);
        }
    }

    private static ScheduledExecutorService thread(String name) {
        return Executors.newSingleThreadScheduledExecutor(new CustomizableThreadFactory(name));
    }

    /** Also after a {@link #stop()}: a context can be paused and resumed. */
    @Override
    public void start() {
        if (hub.isShutdown()) {
            hub = thread("live-hub-");
            reading = thread("live-reading-");
            lookingBack = thread("live-looking-back-");
        }
        running = true;
        repeat(hub, FRAME_MS, this::push);
        repeat(hub, HEARTBEAT_MS, () -> screens.values().forEach(CampaignScreens::heartbeat));
        repeat(reading, FRAME_MS, this::readAnnounced);
        repeat(reading, RECONCILE_MS, this::reconcile);
        repeat(lookingBack, LOOK_BACK_MS, this::lookBack);
    }

    private void push() {
        screens.values().forEach(CampaignScreens::push);
        traces.pushed(
                screens.values().stream().mapToInt(CampaignScreens::viewers).sum());
    }

    /**
     * Ends all streams, before the web server waits for its last requests: they would never end by themselves. The
     * browsers connect again, to whichever instance there is.
     */
    @Override
    public void stop() {
        running = false;
        reading.shutdownNow();
        lookingBack.shutdownNow();
        hub.execute(() -> screens.values().forEach(CampaignScreens::end));
        hub.shutdown();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Whether nobody was watching when it last looked, so that the next who comes waits for a look at the store. */
    boolean isResting() {
        return !watched;
    }

    /** A stream of server-sent events of a view, beginning with a snapshot; never ends by itself. */
    Flux<Frame> stream(View view) {
        CampaignScreens ofCampaign = ofCampaign(view.area().campaign().code());
        return Flux.create(
                sink -> {
                    Viewer viewer = new Viewer(sink);
                    sink.onDispose(() -> onHub(() -> ofCampaign.remove(view, viewer)));
                    if (!onHub(() -> ofCampaign.add(view, viewer))) {
                        sink.complete();
                    }
                },
                FluxSink.OverflowStrategy.IGNORE);
    }

    /**
     * What a stream of that view begins with.
     *
     * @return fails with a {@link java.util.concurrent.TimeoutException} if it cannot be had within some seconds; empty if the
     *     hub stops meanwhile
     */
    Mono<Screen> screen(View view) {
        return stream(view)
                .takeUntil(frame -> frame.is(Frames.OVERVIEW))
                .timeout(SOON)
                .reduce(Screen.EMPTY, Screen::with)
                .filter(Screen::isWhole);
    }

    /** The total of an area as it was last read, at most some seconds ago; empty while nothing has been read. */
    Mono<Frames.UnitRow> total(Area area, FiguresClock figuresClock) {
        CampaignScreens ofCampaign = ofCampaign(area.campaign().code());
        return Mono.fromCallable(() -> ofCampaign.total(area, figuresClock))
                .subscribeOn(Schedulers.fromExecutor(hub))
                .flatMap(Mono::justOrEmpty);
    }

    /** Takes note of what changed; it is read and pushed within half a second. */
    void changed(FiguresChanged change) {
        announced.addAll(change.documents());
        List<String> traceParents = change.traceParents();
        if (watched && traceParents != null) {
            traces.announced(traceParents);
        }
        onHub(() -> screens.values().forEach(ofCampaign -> ofCampaign.report(change.activities())));
    }

    /** Runs it on the hub's thread; false if the hub has stopped. A failure is logged, and the next turn tries again. */
    private boolean onHub(Runnable work) {
        try {
            hub.execute(() -> {
                try {
                    work.run();
                } catch (RuntimeException e) {
                    log.warn("The live hub could not take in what it was told", e);
                }
            });
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    private CampaignScreens ofCampaign(String campaign) {
        CampaignScreens found = screens.get(campaign);
        if (found == null) {
            throw new IllegalArgumentException("there is no campaign " + campaign);
        }
        return found;
    }

    private void readAnnounced() {
        if (screens.values().stream().allMatch(ofCampaign -> ofCampaign.viewers() == 0)) {
            if (watched) {
                ask(() -> {
                    screens.values().forEach(CampaignScreens::rest);
                    return true;
                });
                watched = false;
            }
            // Nobody is shown what they are of.
            traces.take().forEach(Span::end);
            return;
        }
        if (!watched) {
            announced.clear();
            reconcile();
            onHub(() -> screens.values().forEach(CampaignScreens::wake));
            watched = true;
        }
        int generation = generations.live();
        LocalDate today = clock.today();
        if (screens.values().stream().anyMatch(ofCampaign -> !ask(() -> ofCampaign.shows(generation, today)))) {
            reconcile();
        }
        List<String> ids = new ArrayList<>(announced);
        if (ids.isEmpty()) {
            return;
        }
        List<Span> traced = traces.take();
        ids.forEach(announced::remove);
        try {
            List<Board.Read> reads = reader.read(ids).stream()
                    .filter(read -> read.generation() == generation)
                    .toList();
            onHub(() -> {
                screens.forEach((campaign, ofCampaign) -> ofCampaign.take(of(campaign, reads)));
                traces.read(traced);
            });
        } catch (DataAccessException | MongoException e) {
            announced.addAll(ids);
            traced.forEach(span -> EventTraces.end(span, e));
            throw e;
        }
    }

    /** Once a minute, while somebody watches: what the figures do not tell of the hours before. */
    private void lookBack() {
        if (!watched) {
            return;
        }
        screens.forEach((code, ofCampaign) -> {
            ZonedDateTime now = clock.instant().atZone(ofCampaign.campaign().timeZone());
            Object board = ask(ofCampaign::board);
            LookedBack wanted = new LookedBack(board, now.truncatedTo(ChronoUnit.MINUTES));
            if (wanted.equals(lookedBack.get(code))) {
                return;
            }
            ZonedDateTime then = wanted.minute().minusDays(1);
            Board.Yesterday yesterday = new Board.Yesterday(
                    then.toLocalTime(),
                    reader.between(code, then.truncatedTo(ChronoUnit.HOURS).toInstant(), then.toInstant(), null));
            Pulse pulse = new Pulse(now);
            reader.received(ofCampaign.campaign(), pulse.begin(), null, pulse::add);
            // Sources are of no campaign: where there are several it is not known whose their copies are.
            if (screens.size() == 1) {
                Uncounted uncounted = reader.uncounted();
                onHub(() -> ofCampaign.take(uncounted));
            }
            onHub(() -> ofCampaign.take(yesterday, pulse));
            lookedBack.put(code, wanted);
        });
    }

    /** A board for which it was looked back, and in which minute. */
    private record LookedBack(Object board, ZonedDateTime minute) {}

    private void reconcile() {
        int generation = generations.live();
        LocalDate today = clock.today();
        screens.forEach((campaign, ofCampaign) -> {
            List<FiguresReader.Version> versions = reader.versions(generation, campaign);
            if (ask(() -> ofCampaign.shows(generation, today))) {
                List<Board.Read> reads = reader.read(ask(() -> ofCampaign.unknown(versions)));
                onHub(() -> ofCampaign.take(reads));
            } else {
                Board board = new Board(scopes.whole(ofCampaign.campaign(), today), today);
                board.take(reader.read(
                        versions.stream().map(FiguresReader.Version::id).toList()));
                onHub(() -> ofCampaign.show(board, generation));
            }
        });
    }

    private static List<Board.Read> of(String campaign, List<Board.Read> reads) {
        return reads.stream().filter(read -> read.campaign().equals(campaign)).toList();
    }

    private <T> T ask(Supplier<T> question) {
        return CompletableFuture.supplyAsync(question, hub).join();
    }

    /** Runs it again and again; a failure costs one turn, and the first of a row of failures is logged. */
    private static void repeat(ScheduledExecutorService executor, long everyMs, Runnable work) {
        AtomicBoolean failing = new AtomicBoolean();
        executor.scheduleWithFixedDelay(
                () -> {
                    try {
                        work.run();
                        failing.set(false);
                    } catch (RuntimeException e) {
                        if (failing.compareAndSet(false, true)) {
                            log.warn("The live hub lost a turn and tries again", e);
                        }
                    }
                },
                0,
                everyMs,
                TimeUnit.MILLISECONDS);
    }
}
