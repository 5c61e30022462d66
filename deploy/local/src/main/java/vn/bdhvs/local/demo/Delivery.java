package vn.bdhvs.local.demo;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What is sent in one request: a report, or a batch of reports of one kind from one client.
 *
 * @param key the idempotency key; the same body has the same key
 */
record Delivery(Kind kind, String client, String key, String body, boolean batch) {

    static Delivery of(Report report) {
        return new Delivery(report.kind(), report.place().client(), report.key(), report.json(), false);
    }

    /** A batch of reports of the same kind and client. */
    static Delivery batch(List<Report> reports) {
        Report first = reports.get(0);
        String lines = reports.stream().map(report -> report.json() + "\n").collect(Collectors.joining());
        return new Delivery(first.kind(), first.place().client(), "demo-batch-" + Report.hash(lines), lines, true);
    }

    String path() {
        return batch ? kind.path() + "/batch" : kind.path();
    }

    String contentType() {
        return batch ? "application/x-ndjson" : "application/json";
    }
}
