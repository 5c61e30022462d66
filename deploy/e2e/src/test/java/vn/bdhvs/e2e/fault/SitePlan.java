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
 * @param sessionArguments for each start of the session service
 * @param analyticsArguments for each start of an analytics instance
 */
record SitePlan(
        Path directory,
        Path brokerDirectory,
        int analytics,
        boolean registration,
        Instant clockStart,
        List<String> sessionArguments,
        List<String> analyticsArguments) {

    private static final Instant USUAL_START = Instant.parse("2025-03-26T01:00:00Z");

    static SitePlan usual(Path directory) {
        return new SitePlan(directory, directory.resolve("kafka"), 1, false, USUAL_START, List.of(), List.of());
    }

    SitePlan brokerDirectory(Path other) {
        return new SitePlan(
                directory, other, analytics, registration, clockStart, sessionArguments, analyticsArguments);
    }

    SitePlan analytics(int instances) {
        return new SitePlan(
                directory, brokerDirectory, instances, registration, clockStart, sessionArguments, analyticsArguments);
    }

    SitePlan withRegistration() {
        return new SitePlan(
                directory, brokerDirectory, analytics, true, clockStart, sessionArguments, analyticsArguments);
    }

    SitePlan clockStart(Instant start) {
        return new SitePlan(
                directory, brokerDirectory, analytics, registration, start, sessionArguments, analyticsArguments);
    }

    SitePlan sessionArguments(String... arguments) {
        return new SitePlan(
                directory,
                brokerDirectory,
                analytics,
                registration,
                clockStart,
                List.of(arguments),
                analyticsArguments);
    }

    SitePlan analyticsArguments(String... arguments) {
        return new SitePlan(
                directory, brokerDirectory, analytics, registration, clockStart, sessionArguments, List.of(arguments));
    }

    /** Starts it and returns when all of it is ready. */
    Site start() {
        return Site.start(this);
    }
}
