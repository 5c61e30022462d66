package vn.bdhvs.registration.volunteer;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.springframework.data.domain.Sort.Direction;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.stereotype.Service;
import vn.bdhvs.access.AccessEntry;
import vn.bdhvs.access.AccessLog;
import vn.bdhvs.clock.BusinessClock;
import vn.bdhvs.report.Client;
import vn.bdhvs.report.Finding;
import vn.bdhvs.report.ReportingSetup;
import vn.bdhvs.report.Rewriting;

/**
 * What volunteers may ask for of what is held about them: to see all of it, to withdraw their consent, to have it erased.
 * Whoever may report for the unit of a volunteer does it for them. No event tells of it, and no total moves.
 */
@Service
class PersonalData {

    private static final int MOST_ACCESSES = 10_000;
    private static final int MOST_OPEN = 1_000;

    private final Finding<Volunteer> finding;
    private final Rewriting<Volunteer> rewriting;
    private final DataRequests requests;
    private final AccessLog accesses;
    private final Hashes hashes;
    private final BusinessClock clock;

    PersonalData(
            ReportingSetup setup,
            MongoOperations mongo,
            DataRequests requests,
            AccessLog accesses,
            Hashes hashes,
            BusinessClock clock) {
        this.finding = setup.finding(Volunteer.class);
        this.rewriting = setup.rewriting(Volunteer.class);
        this.requests = requests;
        this.accesses = accesses;
        this.hashes = hashes;
        this.clock = clock;
        mongo.indexOps(Volunteer.class).createIndex(new Index(Volunteer.WHO, Direction.ASC));
    }

    /**
     * Everything that is held about a person.
     *
     * @param versions what was said of them, the oldest first, in whatever unit
     * @param accesses who looked at it or changed it, the latest first
     */
    record Held(
            Volunteer volunteer, List<Volunteer> versions, List<DataRequest> requests, List<AccessEntry> accesses) {}

    /** Who of a campaign has this telephone, also if they were taken back; in the client's units. */
    List<Volunteer> find(String campaign, String phone, Client client) {
        return rewriting.find(query(where(Volunteer.WHO).in(hashes.identity(campaign, phone)))).stream()
                .map(Volunteer::id)
                .flatMap(id -> finding.withId(id, client).stream())
                .toList();
    }

    /** Everything that is held about a volunteer; empty if there is none in the client's units. */
    Optional<Held> access(String id, Client client) {
        return finding.withId(id, client)
                .map(volunteer -> new Held(
                        volunteer,
                        Stream.concat(volunteer.earlier().stream(), Stream.of(volunteer))
                                .toList(),
                        requests.of(id),
                        accesses.about(id, VolunteerController.PATH + "/" + id, MOST_ACCESSES)));
    }

    /** Records that the consent was withdrawn, and that what follows of it is due; once, however often it is told. */
    Optional<Volunteer> withdraw(String id, Instant withdrawnAt, Client client) {
        return change(
                        id,
                        client,
                        volunteer -> volunteer.withdrawal() != null || isSettled(volunteer, withdrawnAt)
                                ? volunteer
                                : volunteer.withdrawn(new Volunteer.Deed(withdrawnAt, now(), client.name())))
                .map(withdrawn -> {
                    Volunteer.Deed withdrawal = withdrawn.withdrawal();
                    if (withdrawal != null && !withdrawn.isErased()) {
                        track(withdrawn, withdrawal.at(), client);
                    }
                    return withdrawn;
                });
    }

    /** Whether it is a repetition: that consent was withdrawn then, and another was given after it. */
    private static boolean isSettled(Volunteer volunteer, Instant withdrawnAt) {
        return withdrawnAt.isBefore(volunteer.consent().givenAt())
                && volunteer.earlier().stream()
                        .map(Volunteer::withdrawal)
                        .anyMatch(before -> before != null && before.at().equals(withdrawnAt));
    }

    /** Once for a consent: whoever gave another may withdraw that, too. */
    private void track(Volunteer withdrawn, Instant told, Client client) {
        Instant givenAt = withdrawn.consent().givenAt();
        boolean tracked = requests.of(withdrawn.id()).stream()
                .filter(request -> request.kind() == DataRequest.Kind.WITHDRAWAL)
                .map(DataRequest::receivedAt)
                .anyMatch(receivedAt -> !receivedAt.isBefore(givenAt) || receivedAt.equals(told));
        if (!tracked) {
            requests.add(withdrawn.id(), DataRequest.Kind.WITHDRAWAL, told, client.name());
        }
    }

    /** Erases everything about the person, for good; doing so again changes nothing. */
    Optional<Volunteer> erase(String id, Instant requestedAt, Client client) {
        Instant now = now();
        return change(
                        id,
                        client,
                        volunteer -> volunteer.isErased()
                                ? volunteer
                                : volunteer.erased(new Volunteer.Deed(requestedAt, now, client.name())))
                .map(erased -> {
                    requests.complete(id, Set.of(DataRequest.Kind.values()), now, client.name());
                    return erased;
                });
    }

    /** Writes a change, and tries again while the report or its outbox was touched meanwhile. */
    private Optional<Volunteer> change(String id, Client client, UnaryOperator<Volunteer> change) {
        while (true) {
            Volunteer current = finding.withId(id, client).orElse(null);
            if (current == null) {
                return Optional.empty();
            }
            Volunteer changed = change.apply(current);
            if (changed == current || rewriting.rewrite(current, changed)) {
                return Optional.of(changed);
            }
        }
    }

    /** Records what a volunteer asked for; empty if there is none in the client's units. */
    Optional<DataRequest> request(String id, DataRequest.Kind kind, Instant receivedAt, Client client) {
        return finding.withId(id, client).map(volunteer -> requests.add(id, kind, receivedAt, client.name()));
    }

    /** What was asked for and is not done, of the client's units, the first to be due first; not more than can be read. */
    List<DataRequest> open(Client client) {
        try (Stream<DataRequest> open = requests.open()) {
            return open.filter(request ->
                            finding.withId(request.volunteer(), client).isPresent())
                    .limit(MOST_OPEN)
                    .toList();
        }
    }

    /** Notes that what was asked for is done; empty if there is no such request in the client's units. */
    Optional<DataRequest> complete(String request, Client client) {
        return requests.withId(request)
                .filter(open -> finding.withId(open.volunteer(), client).isPresent())
                .map(open -> requests.complete(open, now(), client.name()));
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
