package vn.bdhvs.outbox;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in two lines, instead of a stack trace, why a service does not start without its topics. */
final class UnfitTopicAnalyzer extends AbstractFailureAnalyzer<UnfitTopic> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, UnfitTopic cause) {
        return new FailureAnalysis(
                cause.getMessage(),
                "Create the topic with that many partitions (the deploy layer does it), or change outbox.topics.",
                cause);
    }
}
