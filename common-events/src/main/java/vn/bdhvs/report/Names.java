package vn.bdhvs.report;

import vn.bdhvs.event.ClientReferences;

/**
 * How a service keeps the names that clients give to requests ({@code Idempotency-Key}) and to reports
 * ({@code clientReference}). Equal names of one client are kept alike, others differently.
 */
@FunctionalInterface
public interface Names {

    /** As they are given. */
    Names PLAIN = (client, name) -> name;

    /**
     * A name as it is kept.
     *
     * @param client whose name it is
     */
    String kept(String client, String name);

    /**
     * Hashed, for a name is free text, and where reports are about people it may say who they are.
     *
     * @throws IllegalArgumentException if the references have no secret
     */
    static Names hashed(ClientReferences references) {
        if (!references.hasSecret()) {
            throw new IllegalArgumentException(
                    "campaign.reference-secret is missing: without it the names of reports about people cannot be kept");
        }
        return (client, name) ->
                Submission.HASHED + references.hash(client, name).orElseThrow();
    }
}
