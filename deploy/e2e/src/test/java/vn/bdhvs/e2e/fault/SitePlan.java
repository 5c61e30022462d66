package vn.bdhvs.e2e.fault;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * What a site is to be like, before it is started: {@code Site.in(directory).analytics(2).start()}.
 *
 * @param directory where all data and logs go
 * @param brokerDirectory where the broker keeps its log
 * @param analytics how many instances of it
 * @param registration whether there is a registration service
 * @param clockStart what the business clock says when the site is started
 * @param clockRate how many business seconds a second has
 * @param sessionArguments for each start of the session service
 * @param analyticsArguments for each start of an analytics instance
 * @param front port of what people reach the analytics instances through; 0 if they call them directly
 */
record SitePlan(
        Path directory,
        Path brokerDirectory,
        int analytics,
        boolean registration,
        Instant clockStart,
        double clockRate,
        List<String> sessionArguments,
        List<String> analyticsArguments,
        int front) {

    private static final Instant USUAL_START = Instant.parse("2025-03-26T01:00:00Z");

    static SitePlan usual(Path directory) {
        return new SitePlan(directory, directory.resolve("kafka"), 1, false, USUAL_START, 1, List.of(), List.of(), 0);
    }

    SitePlan brokerDirectory(Path other) {
        return new SitePlan(
                directory,
                other,
                analytics,
                registration,
                clockStart,
                clockRate,
                sessionArguments,
                analyticsArguments,
                front);
    }

    SitePlan analytics(int instances) {
        return new SitePlan(
                directory,
                brokerDirectory,
                instances,
                registration,
                clockStart,
                clockRate,
                sessionArguments,
                analyticsArguments,
                front);
    }

    SitePlan withRegistration() {
        return new SitePlan(
                directory,
                brokerDirectory,
                analytics,
                true,
                clockStart,
                clockRate,
                sessionArguments,
                analyticsArguments,
                front);
    }

    SitePlan clockStart(Instant start) {
        return new SitePlan(
                directory,
                brokerDirectory,
                analytics,
                registration,
                start,
                clockRate,
                sessionArguments,
                analyticsArguments,
                front);
    }

    SitePlan clockRate(double rate) {
        return new SitePlan(
                directory,
                brokerDirectory,
                analytics,
                registration,
                clockStart,
                rate,
                sessionArguments,
                analyticsArguments,
                front);
    }

    SitePlan sessionArguments(String... arguments) {
        return new SitePlan(
                directory,
                brokerDirectory,
                analytics,
                registration,
                clockStart,
                clockRate,
                List.of(arguments),
                analyticsArguments,
                front);
    }

    SitePlan analyticsArguments(String... arguments) {
        return new SitePlan(
                directory,
                brokerDirectory,
                analytics,
                registration,
                clockStart,
                clockRate,
                sessionArguments,
                List.of(arguments),
                front);
    }

    /** People reach the analytics instances through this port, and log in by it. */
    SitePlan front(int port) {
        return new SitePlan(
                directory,
                brokerDirectory,
                analytics,
                registration,
                clockStart,
                clockRate,
                sessionArguments,
                analyticsArguments,
                port);
    }

    /** Starts it and returns when all of it is ready. */
    Site start() {
        return Site.start(this);
    }
}
