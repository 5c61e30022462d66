package vn.bdhvs.analytics.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoTemplate;
import vn.bdhvs.analytics.RunningAnalytics;

class SessionsTests extends RunningAnalytics {

    @Autowired
    private Sessions sessions;

    @Autowired
    private MongoTemplate mongo;

    private static Login login(String accessToken) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return new Login("somebody", accessToken, "refresh", "id", now, now.plusSeconds(60));
    }

    private LoginSession begun() {
        LoginSession session = Objects.requireNonNull(sessions.createSession().block());
        session.setAttribute(LoginSession.LOGIN, login("first"));
        session.setAttribute("state", "of the way");
        sessions.save(session).block();
        return session;
    }

    private LoginSession read(String id) {
        return Objects.requireNonNull(sessions.findById(id).block());
    }

    @Test
    void readsWhatAnotherInstanceWrote() {
        LoginSession read = read(begun().getId());
        assertThat(Objects.requireNonNull(read.login()).accessToken()).isEqualTo("first");
        assertThat(read.<String>getAttribute("state")).isEqualTo("of the way");
    }

    @Test
    void keepsNoIdThatWouldLetSomebodyIn() {
        LoginSession session = begun();
        assertThat(mongo.getCollection(Sessions.COLLECTION)
                        .find(new Document("_id", session.getId()))
                        .first())
                .isNull();
        assertThat(sessions.open()).noneMatch(open -> open.key().equals(session.getId()));
    }

    @Test
    void cannotBeRevivedByARequestThatWasOnItsWay() {
        LoginSession onItsWay = read(begun().getId());
        sessions.deleteById(onItsWay.getId()).block();

        onItsWay.setAttribute("late", "news");
        sessions.save(onItsWay).block();
        assertThat(sessions.findById(onItsWay.getId()).block()).isNull();

        onItsWay.changeSessionId();
        sessions.save(onItsWay).block();
        assertThat(sessions.findById(onItsWay.getId()).block()).isNull();
        assertThat(sessions.renew(onItsWay.getId(), login("late")).block()).isFalse();
    }

    @Test
    void doesNotBringBackTokensThatWereReplaced() {
        LoginSession onItsWay = read(begun().getId());
        sessions.renew(onItsWay.getId(), login("second")).block();

        onItsWay.setAttribute("state", "another");
        sessions.save(onItsWay).block();

        LoginSession read = read(onItsWay.getId());
        assertThat(Objects.requireNonNull(read.login()).accessToken()).isEqualTo("second");
        assertThat(read.<String>getAttribute("state")).isEqualTo("another");
    }

    @Test
    void letsOneAtATimeAskTheIssuer() {
        String id = begun().getId();
        Login first = Objects.requireNonNull(read(id).login());
        Duration lease = Duration.ofSeconds(30);
        assertThat(sessions.claim(id, first, lease).block()).isTrue();
        assertThat(sessions.claim(id, first, lease).block()).isFalse();

        Login second =
                new Login("somebody", "second", "next", "id", first.fetchedAt().plusMillis(1), first.expiresAt());
        sessions.renew(id, second).block();
        assertThat(sessions.claim(id, first, lease).block())
                .as("with what was replaced")
                .isFalse();
        assertThat(sessions.claim(id, second, lease).block()).isTrue();
    }

    @Test
    void forgetsWhatHasExpired() {
        String id = begun().getId();
        LoginSession session = read(id);
        session.setMaxInactiveInterval(Duration.ofSeconds(-1));
        sessions.save(session).block();
        long kept = mongo.getCollection(Sessions.COLLECTION).countDocuments();

        assertThat(sessions.findById(id).block()).isNull();
        sessions.sweep();
        assertThat(mongo.getCollection(Sessions.COLLECTION).countDocuments()).isEqualTo(kept - 1);
    }
}
