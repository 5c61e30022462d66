package vn.bdhvs.local.demo;

import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import vn.bdhvs.local.issuer.Identities;
import vn.bdhvs.local.issuer.Tokens;

/**
 * Sends made-up reports, as the services of the districts would: first the days before, then what comes in, hour by hour
 * as the business clock tells it, with its copies and its late reports.
 */
public final class DemoTraffic implements AutoCloseable {

    /** Reports that have just come in when the traffic starts, so that a first look sees something move. */
    private static final int BURST = 40;

    private static final int ALL = 1_000;
    /** The rate is looked at again after that long, if nothing has come in. */
    private static final double LONGEST_GAP = TimeUnit.SECONDS.toNanos(1);

    private final Supplier<Instant> now;
    private final Consumer<String> say;
    private final Habits habits = Habits.usual();
    private final Rhythm rhythm = new Rhythm(habits);
    private final Arrivals arrivals;
    private final NilReports nil;
    private final History history;
    private final Map<Kind.Service, Courier> couriers = new EnumMap<>(Kind.Service.class);
    private final RandomGenerator random;
    private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor(DemoTraffic::daemon);

    // Of the pace's thread alone.
    private double rate;
    private long due;
    private Instant nilUntil = Instant.EPOCH;

    /**
     * Prepares traffic; {@link #start} begins it.
     *
     * @param registrationService where volunteers are reported, without a path
     * @param sessionService where the others are, without a path
     * @param now the business clock
     * @param say told of reports that are refused, the first time
     */
    public DemoTraffic(
            String registrationService,
            String sessionService,
            String issuer,
            Supplier<Instant> now,
            Consumer<String> say) {
        this(registrationService, sessionService, issuer, now, say, RandomGenerator.getDefault());
    }

    DemoTraffic(
            String registrationService,
            String sessionService,
            String issuer,
            Supplier<Instant> now,
            Consumer<String> say,
            RandomGenerator random) {
        this.random = random;
        this.now = now;
        this.say = say;
        Places places = new Places(habits);
        arrivals = new Arrivals(habits, rhythm, places);
        nil = new NilReports(habits, places);
        history = new History(habits, rhythm, places, arrivals, nil);
        HttpClient http =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
        Tokens tokens = new Tokens(http, issuer, Identities.SECRET);
        couriers.put(
                Kind.Service.REGISTRATION, new Courier(registrationService, http, tokens, DemoTraffic::daemon, say));
        couriers.put(Kind.Service.SESSION, new Courier(sessionService, http, tokens, DemoTraffic::daemon, say));
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "demo-traffic");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Begins.
     *
     * @param rate reports a second, in the mean over a week's reporting hours, 07:00 to 21:00 of the business clock
     */
    public void start(double rate) {
        pace.execute(() -> orSay(() -> begin(rate / arrivals.reportsEach())));
    }

    private void orSay(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            if (!pace.isShutdown()) {
                say.accept("demo traffic has ended: " + e);
            }
        }
    }

    private void begin(double arrivalsASecond) {
        Instant begin = now.get();
        rate = arrivalsASecond;
        nilUntil = begin;
        due = System.nanoTime();
        if (isOver(begin)) {
            return;
        }
        history.until(begin).forEach(this::send);
        for (int i = 0; i < BURST; i++) {
            arrivals.next(begin, random).ifPresent(this::send);
        }
        await();
    }

    private boolean isOver(Instant moment) {
        boolean over = !habits.covers(habits.day(moment));
        if (over) {
            say.accept("no demo traffic on %s: it knows the campaign and its units from %s until before %s"
                    .formatted(habits.day(moment), habits.from(), habits.until()));
        }
        return over;
    }

    /** Waits for the next arrival. Gaps are exponential, as those between arrivals that know nothing of each other. */
    private void await() {
        LocalDateTime local = LocalDateTime.ofInstant(now.get(), habits.timeZone());
        double mean = TimeUnit.SECONDS.toNanos(1) / (rate * rhythm.at(local));
        double gap = -Math.log(1 - random.nextDouble()) * mean;
        // What is left of a long gap is as long as a new one: exponential gaps have no memory.
        boolean arrives = gap <= LONGEST_GAP;
        long time = System.nanoTime();
        due = Math.max(due + (long) Math.min(gap, LONGEST_GAP), time - (long) LONGEST_GAP);
        pace.schedule(() -> orSay(() -> step(arrives)), due - time, TimeUnit.NANOSECONDS);
    }

    private void step(boolean arrives) {
        Instant moment = now.get();
        if (isOver(moment)) {
            return;
        }
        if (arrives) {
            arrivals.next(moment, random).ifPresent(this::send);
        }
        // One that finds no room comes again with the next step, with those that did, which count once.
        if (nil.between(nilUntil, moment).stream().map(Delivery::of).allMatch(this::send)) {
            nilUntil = moment;
        }
        await();
    }

    private boolean send(Delivery delivery) {
        Habits.Lateness usual = habits.lateness();
        boolean again = random.nextInt(ALL) < (delivery.batch() ? usual.batchCopies() : usual.copies());
        return Objects.requireNonNull(couriers.get(delivery.kind().service())).take(delivery, again);
    }

    /** How many reports have been accepted. */
    public long accepted() {
        return couriers.values().stream().mapToLong(Courier::accepted).sum();
    }

    @Override
    public void close() {
        pace.shutdownNow();
        couriers.values().forEach(Courier::close);
    }
}
