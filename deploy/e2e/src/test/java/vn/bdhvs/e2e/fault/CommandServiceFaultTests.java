package vn.bdhvs.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.header.Header;
import org.bson.Document;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A command service that is killed, or loses its store's answer, at the worst points. */
@Tag("faults")
@ExtendWith(SharedSite.class)
class CommandServiceFaultTests {

    private static final Duration SOON = Duration.ofSeconds(60);

    private final Site site;
    private final Caller district;
    private final String key = UUID.randomUUID().toString();

    CommandServiceFaultTests(Site site) {
        this.site = site;
        this.district = site.caller("district-724");
    }

    private HttpResponse<String> report() {
        return district.post(
                site.session().url() + "/api/v1/assists",
                Caller.assistBody("25942", 1, "ref-" + key),
                "Idempotency-Key",
                key);
    }

    /** Seen red without the unique indexes on key and reference. */
    @Test
    void makesOneReportAndOneEventOfARetryAfterAKillBetweenTheWriteAndTheAnswer() {
        Fault answerHeld = site.session().store().on("insert", "assists").holdReply();

        CompletableFuture<HttpResponse<String>> unanswered = CompletableFuture.supplyAsync(this::report);
        answerHeld.awaitFired();
        site.session().kill();
        assertThatThrownBy(unanswered::join).hasCauseInstanceOf(Caller.Unanswered.class);
        site.session().store().clear();
        assertThat(written()).isEqualTo(1);
        site.session().restart();
        HttpResponse<String> retry = report();

        assertThat(retry.statusCode()).isEqualTo(201);
        assertThat(written()).isEqualTo(1);
        assertSoundAtRest();
        assertThat(eventsOf(retry)).hasSize(1);
    }

    /** Seen red with an id that is made at each sending, not at the write. */
    @Test
    void sendsAgainUnderTheSameIdWhatAKillLeftAfterTheBrokersAckAndItCountsOnce() {
        Fault clearingHeld = site.session()
                .store()
                .on("update", "assists")
                .containing("$unset")
                .containing("outbox")
                .holdRequest();

        HttpResponse<String> answer = report();
        assertThat(answer.statusCode()).isEqualTo(201);
        clearingHeld.awaitFired();
        assertThat(eventsOf(answer)).hasSize(1);
        site.session().kill();
        site.session().store().clear();
        site.session().restart();

        await("the event to be sent again")
                .atMost(SOON)
                .until(() -> eventsOf(answer).size() == 2);
        assertSoundAtRest();
        assertThat(eventsOf(answer)).hasSize(2).containsOnly(eventsOf(answer).get(0));
    }

    /** Seen red without the unique indexes on key and reference. */
    @Test
    void makesOneReportAndOneEventOfARetryAfterTheStoresAnswerWasLost() {
        Fault answerLost = site.session().store().on("insert", "assists").once().dropReply();

        assertThat(report().statusCode()).isGreaterThanOrEqualTo(500);
        assertThat(answerLost.fired()).isEqualTo(1);
        assertThat(written()).isEqualTo(1);
        HttpResponse<String> retry = report();

        assertThat(retry.statusCode()).isEqualTo(201);
        assertThat(written()).isEqualTo(1);
        assertSoundAtRest();
        assertThat(eventsOf(retry)).hasSize(1);
    }

    private void assertSoundAtRest() {
        site.evidence().awaitRest(SOON);
        site.evidence().require();
    }

    /** How many reports the store holds under our reference. */
    private long written() {
        try (MongoClient client = MongoClients.create(site.commandStoreUri("session"))) {
            return client.getDatabase("session")
                    .getCollection("assists")
                    .countDocuments(new Document("submission.reference", "ref-" + key));
        }
    }

    /** Identities of the records about the report that was answered so. */
    private List<String> eventsOf(HttpResponse<String> answer) {
        String location = answer.headers().firstValue("Location").orElseThrow();
        String id = location.substring(location.lastIndexOf('/') + 1);
        List<String> identities = new ArrayList<>();
        new ActivityLog(site.brokers()).read(List.of("citizen-assisted"), located -> {
            if (header(located, "ce_subject").equals(id)) {
                identities.add(header(located, "ce_source") + " " + header(located, "ce_id"));
            }
        });
        return identities;
    }

    /** Empty where there is none: the site's log holds bad records, too. */
    private static String header(ActivityLog.Located located, String name) {
        Header header = located.polled().headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
