package vn.bdhvs.analytics.reports;

import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** What is reported of which kind, and to which service. */
enum ReportKind {
    ASSISTS("session-service", ReportsProperties::sessionService, true),
    CLASSES("session-service", ReportsProperties::sessionService, true),
    VOLUNTEERS("registration-service", ReportsProperties::registrationService, false);

    private final String service;
    private final Function<ReportsProperties, URI> address;
    private final boolean shown;

    /**
     * @param shown whether what it says may pass through here: people's data may not
     */
    ReportKind(String service, Function<ReportsProperties, URI> address, boolean shown) {
        this.service = service;
        this.address = address;
        this.shown = shown;
    }

    /** The kind of this name. */
    static Optional<ReportKind> of(String code) {
        return Arrays.stream(values()).filter(kind -> kind.code().equals(code)).findFirst();
    }

    /** Its name in addresses, here and at its service. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Name of the service, for people. */
    String service() {
        return service;
    }

    URI address(ReportsProperties properties) {
        return address.apply(properties);
    }

    boolean isShown() {
        return shown;
    }
}
