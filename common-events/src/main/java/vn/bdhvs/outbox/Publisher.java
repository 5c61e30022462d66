package vn.bdhvs.outbox;

import java.util.concurrent.CompletableFuture;

/** The broker as the relay sees it. */
interface Publisher {

    /**
     * Makes ready to send.
     *
     * @return whether the broker can be reached; false is worth another try
     * @throws UnfitTopic if it can, but lacks a topic or partitions that were configured
     */
    boolean connect();

    /**
     * Sends without waiting. The future completes with the broker's ack of this very event, or with the failure to get
     * one; it never stays open. What it throws is a failure too.
     */
    CompletableFuture<Void> send(PendingEvent event);

    /** Gives up the connection after what was sent has been answered. */
    void disconnect();
}
