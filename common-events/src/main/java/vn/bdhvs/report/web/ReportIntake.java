package vn.bdhvs.report.web;

import vn.bdhvs.report.ReportingSetup;

/** What each {@link ReportController} is made with. */
public final class ReportIntake {

    private final ReportingSetup setup;
    private final BatchIntake batches;

    ReportIntake(ReportingSetup setup, BatchIntake batches) {
        this.setup = setup;
        this.batches = batches;
    }

    ReportingSetup setup() {
        return setup;
    }

    BatchIntake batches() {
        return batches;
    }
}
