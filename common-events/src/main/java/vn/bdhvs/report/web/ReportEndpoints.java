package vn.bdhvs.report.web;

import java.net.URI;
import java.util.function.Function;
import vn.bdhvs.report.Report;
import vn.bdhvs.report.Reported;
import vn.bdhvs.report.ReportingSetup;
import vn.bdhvs.web.Fields;

/** Makes the resource of a kind of report. */
public final class ReportEndpoints {

    private final ReportingSetup setup;
    private final BatchIntake intake;

    ReportEndpoints(ReportingSetup setup, BatchIntake intake) {
        this.setup = setup;
        this.intake = intake;
    }

    /**
     * A resource.
     *
     * @param path where it lies, e.g. {@code /api/v1/assists}
     * @param source of the events, e.g. {@code /session-service}
     * @param reader makes a report of its fields; it asks for each field there is, whatever the others hold
     * @param view how the API shows it
     */
    public <R extends Reported, V> ReportEndpoint<R, V> of(
            String path, Class<R> type, URI source, Function<Fields, Report<R>> reader, Function<R, V> view) {
        return new ReportEndpoint<>(path, reader, view, setup.reporting(type, source), setup.finding(type), intake);
    }
}
