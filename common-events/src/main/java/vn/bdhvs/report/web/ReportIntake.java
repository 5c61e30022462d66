package vn.bdhvs.report.web;

import vn.bdhvs.report.ReportingSetup;

/** What each {@link ReportController} is made with. */
public final class ReportIntake {

    private final ReportingSetup setup;
    private final BatchIntake batches;
    private final Looks looks;

    ReportIntake(ReportingSetup setup, BatchIntake batches, Looks looks) {
        this.setup = setup;
        this.batches = batches;
        this.looks = looks;
    }

    ReportingSetup setup() {
        return setup;
    }

    BatchIntake batches() {
        return batches;
    }

    Looks looks() {
        return looks;
    }
}
