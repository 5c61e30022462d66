package vn.bdhvs.analytics.audit;

/**
 * A retraction that takes back what is not there, or not as it says. It counts all the same, so the figures are too low
 * until whoever sent it has put it right.
 *
 * @param identity of the retraction
 * @param retracts identity of what it takes back
 * @param reason {@code original-missing}, or {@code original-differs}: another activity, time or subject than it says
 */
record QuestionableRetraction(String identity, String retracts, String reason) {}
