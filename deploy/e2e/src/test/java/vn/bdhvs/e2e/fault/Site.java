package vn.bdhvs.e2e.fault;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * All of Campaign Pulse with every part a process of its own, on ports and with data that stay its own, so that each can
 * be killed, stopped and started again. The services reach their stores through proxies; the tests look at them directly.
 */
final class Site implements AutoCloseable {

    /**
     * Heap of the analytics' store. Of a journal of 200,000 events a single day is much to hold, and the audit reads day by
     * day; {@code -Dsite.store.mib=5120} for a journal of a million.
     */
    private static final int STORE_MIB = Integer.getInteger("site.store.mib", 1024);

    /** Heap of an analytics instance, as on the local platform; {@code -Dsite.analytics.mib=1536} for that million. */
    private static final int ANALYTICS_MIB = Integer.getInteger("site.analytics.mib", 512);

    private final SitePlan plan;
    private final Blueprint blueprint;
    private final Instant anchor = Instant.now();
    private final Map<String, Caller> callers = new ConcurrentHashMap<>();
    private final List<Service> analytics = new ArrayList<>();
    private final int commandStorePort = Ports.next();
    private final int analyticsStorePort = Ports.next();
    private final int issuerPort = Ports.next();
    private final Brokers brokers;
    private final Part commandStore;
    private final Part analyticsStore;
    private final Part issuer;
    private final Service session;
    private final Service registration;
    private final Evidence evidence;
    private int instances;

    private Site(SitePlan plan) {
        this.plan = plan;
        this.brokers = new Brokers(plan.brokers());
        this.blueprint = new Blueprint(plan, anchor, brokers(), issuer());
        brokers.describe(blueprint, plan.brokerDirectory());
        commandStore = blueprint.platformPart(
                "command-store",
                "mongo.EmbeddedMongo",
                256,
                plan.directory().resolve("command-store"),
                commandStorePort);
        analyticsStore = blueprint.platformPart(
                "analytics-store",
                "mongo.EmbeddedMongo",
                STORE_MIB,
                plan.directory().resolve("analytics-store"),
                analyticsStorePort);
        session = blueprint.service(
                "session-service", "session-service", "session", 256, commandStorePort, plan.sessionArguments());
        registration = blueprint.service(
                "registration-service", "registration-service", "registration", 256, commandStorePort, List.of());
        for (int i = 0; i < plan.analytics(); i++) {
            analytics.add(describeAnalytics());
        }
        issuer = blueprint.platformPart(
                "issuer", "issuer.Issuer", 128, plan.directory().resolve("issuer-key.json"), issuerPort, dashboards());
        evidence = new Evidence(
                brokers(), Blueprint.server(analyticsStorePort), Blueprint.server(commandStorePort), clock());
    }

    /** Where people may be sent back to after logging in. */
    private String[] dashboards() {
        Stream<String> front = plan.front() == 0 ? Stream.of() : Stream.of("http://127.0.0.1:" + plan.front());
        return Stream.concat(analytics.stream().map(Service::url), front).toArray(String[]::new);
    }

    /** Begins to say what a site is to be like. */
    static SitePlan in(Path directory) {
        return SitePlan.usual(directory);
    }

    static Site start(SitePlan plan) {
        Site site = new Site(plan);
        try {
            site.startAll();
            return site;
        } catch (RuntimeException e) {
            site.close();
            throw e;
        }
    }

    private void startAll() {
        List<Part> platform = platform();
        platform.forEach(Part::start);
        platform.forEach(Part::awaitReady);
        services().forEach(Part::start);
        services().forEach(Part::awaitReady);
    }

    private List<Part> platform() {
        return Stream.concat(brokers.parts().stream(), Stream.of(commandStore, analyticsStore, issuer))
                .toList();
    }

    private List<Service> services() {
        List<Service> services = new ArrayList<>(analytics);
        services.add(session);
        if (plan.registration()) {
            services.add(registration);
        }
        return services;
    }

    private Service describeAnalytics() {
        instances++;
        return blueprint.service(
                "analytics-service-" + instances,
                "analytics-service",
                "analytics",
                ANALYTICS_MIB,
                analyticsStorePort,
                Stream.concat(
                                Stream.of(
                                        "--reports.session-service=" + session.url(),
                                        "--reports.registration-service=" + registration.url()),
                                plan.analyticsArguments().stream())
                        .toList());
    }

    /** All analytics instances, as they were added. */
    List<Service> allAnalytics() {
        return List.copyOf(analytics);
    }

    /** Starts one more analytics instance, with arguments for this start only, and does not wait for it. */
    Service addAnalytics(String... arguments) {
        Service added = describeAnalytics();
        analytics.add(added);
        added.start(arguments);
        return added;
    }

    /**
     * Starts one more session service on the store of the first, with arguments for this start only, and does not wait
     * for it. Whoever starts it ends it.
     */
    Service addSession(String... arguments) {
        instances++;
        Service added = blueprint.service(
                "session-service-" + instances, "session-service", "session", 256, commandStorePort, List.of());
        added.start(arguments);
        return added;
    }

    /** As {@link #addSession}, a registration service. */
    Service addRegistration(String... arguments) {
        instances++;
        Service added = blueprint.service(
                "registration-service-" + instances,
                "registration-service",
                "registration",
                256,
                commandStorePort,
                List.of());
        added.start(arguments);
        return added;
    }

    /** Ends an analytics instance for good, as a deployment does that needs fewer. */
    void removeAnalytics(Service instance) {
        analytics.remove(instance);
        if (instance.isAlive()) {
            instance.stop();
        }
        instance.close();
    }

    /**
     * Makes it whole again, as it was planned: no faults, nothing paused, nothing down or started with other
     * arguments, no further instances.
     */
    void mend() {
        for (Service extra : List.copyOf(analytics.subList(plan.analytics(), analytics.size()))) {
            analytics.remove(extra);
            extra.close();
        }
        services().forEach(service -> service.store().clear());
        List<Part> all = Stream.concat(platform().stream(), services().stream()).toList();
        for (Part part : all) {
            if (part.isAlive()) {
                part.resume();
            }
            if (part.isAlive() && !part.isAsPlanned()) {
                part.stop();
            }
            if (!part.isAlive()) {
                part.start();
            }
        }
        all.forEach(Part::awaitReady);
    }

    /** The only broker, or the first. */
    Part broker() {
        return brokers.parts().get(0);
    }

    /** All brokers, in the order of their numbers. */
    List<Part> allBrokers() {
        return brokers.parts();
    }

    /** Where all data and logs are, but perhaps the brokers'. */
    Path directory() {
        return plan.directory();
    }

    /** Where the brokers keep their logs. */
    Path brokerDirectory() {
        return plan.brokerDirectory();
    }

    /** The store of the command services. */
    Part commandStore() {
        return commandStore;
    }

    Part analyticsStore() {
        return analyticsStore;
    }

    /** Where the analytics' store keeps its data. */
    Path analyticsStoreDirectory() {
        return plan.directory().resolve("analytics-store");
    }

    Service session() {
        return session;
    }

    /** There only if it was planned. */
    Service registration() {
        return registration;
    }

    /** The first instance. */
    Service analytics() {
        return analytics.get(0);
    }

    String brokers() {
        return brokers.address();
    }

    String issuer() {
        return "http://127.0.0.1:" + issuerPort;
    }

    /** Of the database that the analytics instances share, past all proxies. */
    String analyticsStoreUri() {
        return Blueprint.uri(analyticsStorePort, "analytics");
    }

    /** Of a command service's database, {@code session} or {@code registration}, past all proxies. */
    String commandStoreUri(String database) {
        return Blueprint.uri(commandStorePort, database);
    }

    /** The business clock of all services. */
    BusinessTime clock() {
        return new BusinessTime(plan.clockStart(), anchor, plan.clockRate());
    }

    /** What this site's figures are checked by; it remembers, over the tests, what was sent to be rejected. */
    Evidence evidence() {
        return evidence;
    }

    /**
     * Reports by the session service, nothing sent yet, which the evidence will take account of. A report without an answer
     * is not sent again.
     *
     * @param client a district's, {@code district-724}
     */
    CommandLoad load(String client) {
        CommandLoad load = new CommandLoad(
                List.of(session.url()),
                client,
                () -> caller(client).token(),
                UUID.randomUUID().toString(),
                false);
        evidence.expectCommands(load);
        return load;
    }

    /** A caller with the credentials of a client of the issuer: {@code district-724}, {@code operations}. */
    Caller caller(String client) {
        return callers.computeIfAbsent(client, name -> new Caller(issuer(), name));
    }

    /** Ends everything; the data stay where they are. */
    @Override
    public void close() {
        List<Service> services = new ArrayList<>(analytics);
        services.add(session);
        services.add(registration);
        services.forEach(Part::close);
        evidence.close();
        platform().forEach(Part::close);
    }
}
