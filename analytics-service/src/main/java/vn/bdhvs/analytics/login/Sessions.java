package vn.bdhvs.analytics.login;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;
import org.springframework.core.serializer.support.DeserializingConverter;
import org.springframework.core.serializer.support.SerializationFailedException;
import org.springframework.core.serializer.support.SerializingConverter;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.session.ReactiveSessionRepository;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * The sessions of all instances, in MongoDB. A session is kept under a hash of its id, so that who reads the store cannot
 * be anybody. What is stored is changed in its parts and never put back whole: a request that was on its way cannot
 * revive a session that was ended meanwhile, nor bring back tokens that were replaced.
 */
@Component
class Sessions implements ReactiveSessionRepository<LoginSession> {

    static final String COLLECTION = "sessions";

    /** How long one lasts in which nobody has logged in yet. */
    private static final Duration ON_THE_WAY = Duration.ofMinutes(15);

    /** When somebody was last seen is told to the minute. */
    private static final Duration SEEN = Duration.ofMinutes(1);

    private static final SecureRandom RANDOM = new SecureRandom();

    private final SerializingConverter toBytes = new SerializingConverter();
    private final DeserializingConverter fromBytes = new DeserializingConverter(Sessions.class.getClassLoader());
    private final MongoCollection<Document> sessions;

    Sessions(MongoTemplate mongo) {
        this.sessions = mongo.getCollection(COLLECTION).withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
    }

    /**
     * A session as an operator sees it.
     *
     * @param key names it, and lets nobody in
     * @param name of whoever logged in
     */
    record Open(String key, String name, Instant since, Instant seen, Instant expires) {}

    /** 256 random bits. */
    static String newId() {
        byte[] bits = new byte[32];
        RANDOM.nextBytes(bits);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }

    private static String key(String id) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Mono<LoginSession> createSession() {
        return Mono.fromSupplier(() -> LoginSession.begun(ON_THE_WAY));
    }

    @Override
    public Mono<LoginSession> findById(String id) {
        return blocking(() -> Optional.ofNullable(
                                sessions.find(eq("_id", key(id))).first())
                        .map(document -> read(id, document)))
                .flatMap(Mono::justOrEmpty)
                .filter(session -> !session.isExpired());
    }

    /** Writes what is new of it. One that has left the store since it was read stays gone. */
    @Override
    public Mono<Void> save(LoginSession session) {
        return Mono.<Void>fromRunnable(() -> write(session)).subscribeOn(Schedulers.boundedElastic());
    }

    private void write(LoginSession session) {
        String storedAs = session.storedAs();
        if (storedAs == null || !storedAs.equals(session.getId())) {
            if (storedAs == null || sessions.deleteOne(eq("_id", key(storedAs))).getDeletedCount() == 1) {
                insert(session);
            }
        } else if (session.isChanged()
                || session.getLastAccessedTime()
                        .isAfter(session.storedAccessed().plus(SEEN))) {
            update(session);
        }
    }

    private void insert(LoginSession session) {
        Document document = new Document("_id", key(session.getId()))
                .append("created", Date.from(session.getCreationTime()))
                .append("refreshing", new Date(0))
                .append("login", written(session.login()));
        parts(session).forEach(document::append);
        sessions.insertOne(document);
    }

    private void update(LoginSession session) {
        List<Bson> parts = new ArrayList<>();
        parts(session).forEach((name, value) -> parts.add(set(name, value)));
        sessions.updateOne(eq("_id", key(session.getId())), combine(parts));
    }

    private Map<String, Object> parts(LoginSession session) {
        Map<String, Object> parts = new HashMap<>();
        parts.put("accessed", Date.from(session.getLastAccessedTime()));
        parts.put("expires", Date.from(session.expiresAt()));
        parts.put("idle", session.getMaxInactiveInterval().toSeconds());
        parts.put("attributes", new Binary(Objects.requireNonNull(toBytes.convert(session.otherAttributes()))));
        return parts;
    }

    @Override
    public Mono<Void> deleteById(String id) {
        return blocking(() -> sessions.deleteOne(eq("_id", key(id)))).then();
    }

    /** Says that it is in use, as an open stream does that sends no requests. */
    Mono<Void> touch(LoginSession session) {
        session.setLastAccessedTime(Instant.now());
        return save(session);
    }

    /**
     * Whether it fell to the caller to ask the issuer for this session, for so long: to one only of all that try at once, and
     * to none whose login has been replaced since it was read.
     */
    Mono<Boolean> claim(String id, Login login, Duration lease) {
        Instant now = Instant.now();
        return blocking(() -> sessions.updateOne(
                                and(
                                        eq("_id", key(id)),
                                        eq("login.fetchedAt", Date.from(login.fetchedAt())),
                                        lt("refreshing", Date.from(now))),
                                set("refreshing", Date.from(now.plus(lease))))
                        .getMatchedCount()
                == 1);
    }

    /** Puts a newer login in the place of the one it has; false if the session was ended. */
    Mono<Boolean> renew(String id, Login login) {
        return blocking(() -> sessions.updateOne(
                                eq("_id", key(id)),
                                combine(set("login", written(login)), set("refreshing", new Date(0))))
                        .getMatchedCount()
                == 1);
    }

    /** Sessions in which somebody is logged in, the longest first. */
    List<Open> open() {
        return sessions
                .find(and(exists("login.name"), lt("created", new Date())))
                .projection(Projections.exclude("attributes"))
                .sort(Sorts.ascending("created"))
                .map(document -> new Open(
                        document.getString("_id"),
                        document.getEmbedded(List.of("login", "name"), ""),
                        document.getDate("created").toInstant(),
                        document.getDate("accessed").toInstant(),
                        document.getDate("expires").toInstant()))
                .into(new ArrayList<>())
                .stream()
                .filter(open -> open.expires().isAfter(Instant.now()))
                .toList();
    }

    /** Ends a session; answers whose it was, or nothing if there is none. */
    Optional<String> end(String key) {
        return Optional.ofNullable(sessions.findOneAndDelete(eq("_id", key)))
                .map(document -> document.getEmbedded(List.of("login", "name"), ""));
    }

    /** Removes what has expired. */
    void sweep() {
        sessions.deleteMany(lt("expires", new Date()));
    }

    private LoginSession read(String id, Document document) {
        Map<String, Object> attributes = new HashMap<>(attributes(document.get("attributes", Binary.class)));
        Login login = login(document.get("login", Document.class));
        if (login != null) {
            attributes.put(LoginSession.LOGIN, login);
        }
        return LoginSession.stored(
                id,
                document.getDate("created").toInstant(),
                document.getDate("accessed").toInstant(),
                Duration.ofSeconds(document.get("idle", Number.class).longValue()),
                attributes);
    }

    /** What another version of the libraries has written cannot always be read; it is only needed on the way to the issuer. */
    @SuppressWarnings("unchecked")
    private Map<String, Object> attributes(Binary bytes) {
        try {
            return (Map<String, Object>) Objects.requireNonNull(fromBytes.convert(bytes.getData()));
        } catch (SerializationFailedException e) {
            return Map.of();
        }
    }

    private static @Nullable Document written(@Nullable Login login) {
        return login == null
                ? null
                : new Document("name", login.name())
                        .append("accessToken", login.accessToken())
                        .append("refreshToken", login.refreshToken())
                        .append("idToken", login.idToken())
                        .append("fetchedAt", Date.from(login.fetchedAt()))
                        .append("expiresAt", Date.from(login.expiresAt()));
    }

    private static @Nullable Login login(@Nullable Document written) {
        return written == null
                ? null
                : new Login(
                        written.getString("name"),
                        written.getString("accessToken"),
                        written.getString("refreshToken"),
                        written.getString("idToken"),
                        written.getDate("fetchedAt").toInstant(),
                        written.getDate("expiresAt").toInstant());
    }

    private static <T> Mono<T> blocking(Callable<T> work) {
        return Mono.fromCallable(work).subscribeOn(Schedulers.boundedElastic());
    }
}
