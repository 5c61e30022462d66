package vn.bdhvs.e2e.fault;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** What a site is to be like, said before it is started: {@code Site.in(directory).analytics(2).start()}. */
final class SitePlan {

    private static final Instant USUAL_START = Instant.parse("2025-03-26T01:00:00Z");

    private final Path directory;
    private Path brokerDirectory;
    private int brokers = 1;
    private int analytics = 1;
    private boolean registration;
    private Instant clockStart = USUAL_START;
    private double clockRate = 1;
    private List<String> sessionArguments = List.of();
    private List<String> analyticsArguments = List.of();
    private int front;

    private SitePlan(Path directory) {
        this.directory = directory;
        this.brokerDirectory = directory.resolve("kafka");
    }

    static SitePlan usual(Path directory) {
        return new SitePlan(directory);
    }

    /** Where all data and logs go. */
    Path directory() {
        return directory;
    }

    /** Where the brokers keep their logs, each in a directory of its own if there are several. */
    Path brokerDirectory() {
        return brokerDirectory;
    }

    SitePlan brokerDirectory(Path other) {
        brokerDirectory = other;
        return this;
    }

    /** How many brokers make the cluster; of three, each holds everything. */
    int brokers() {
        return brokers;
    }

    SitePlan brokers(int nodes) {
        brokers = nodes;
        return this;
    }

    /** How many analytics instances. */
    int analytics() {
        return analytics;
    }

    SitePlan analytics(int instances) {
        analytics = instances;
        return this;
    }

    /** Whether there is a registration service. */
    boolean registration() {
        return registration;
    }

    SitePlan withRegistration() {
        registration = true;
        return this;
    }

    /** What the business clock says when the site is started. */
    Instant clockStart() {
        return clockStart;
    }

    SitePlan clockStart(Instant start) {
        clockStart = start;
        return this;
    }

    /** How many business seconds a second has. */
    double clockRate() {
        return clockRate;
    }

    SitePlan clockRate(double rate) {
        clockRate = rate;
        return this;
    }

    /** For each start of the session service. */
    List<String> sessionArguments() {
        return sessionArguments;
    }

    SitePlan sessionArguments(String... arguments) {
        sessionArguments = List.of(arguments);
        return this;
    }

    /** For each start of an analytics instance. */
    List<String> analyticsArguments() {
        return analyticsArguments;
    }

    SitePlan analyticsArguments(String... arguments) {
        analyticsArguments = List.of(arguments);
        return this;
    }

    /** Port of what people reach the analytics instances through, and log in by; 0 if they call them directly. */
    int front() {
        return front;
    }

    SitePlan front(int port) {
        front = port;
        return this;
    }

    /** Starts it and returns when all of it is ready. */
    Site start() {
        return Site.start(this);
    }
}
