package vn.bdhvs.analytics.login;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.session.Session;

/**
 * A browser's session: what the way to the issuer and back needs, and then the {@link Login}. It knows what of it is in
 * the store already.
 */
final class LoginSession implements Session {

    /** Name of the attribute that holds the {@link Login}. */
    static final String LOGIN = "login";

    private final Map<String, Object> attributes = new HashMap<>();
    private final Instant created;
    private final @Nullable String storedAs;
    private String id;
    private Instant accessed;
    private final Instant storedAccessed;
    private Duration idle;
    private boolean changed;

    private LoginSession(String id, @Nullable String storedAs, Instant created, Instant accessed, Duration idle) {
        this.id = id;
        this.storedAs = storedAs;
        this.created = created;
        this.accessed = accessed;
        this.storedAccessed = accessed;
        this.idle = idle;
    }

    /** One that is not in the store. */
    static LoginSession begun(Duration idle) {
        Instant now = Instant.now();
        return new LoginSession(Sessions.newId(), null, now, now, idle);
    }

    /** One that was read from the store. */
    static LoginSession stored(
            String id, Instant created, Instant accessed, Duration idle, Map<String, Object> attributes) {
        LoginSession session = new LoginSession(id, id, created, accessed, idle);
        session.attributes.putAll(attributes);
        return session;
    }

    @Nullable
    Login login() {
        return attributes.get(LOGIN) instanceof Login login ? login : null;
    }

    /** What the store keeps as bytes: all but the login. */
    Map<String, Object> otherAttributes() {
        Map<String, Object> others = new HashMap<>(attributes);
        others.remove(LOGIN);
        return others;
    }

    /** Under which id it is in the store; null if it is not. */
    @Nullable
    String storedAs() {
        return storedAs;
    }

    /** Whether it holds something else than the store does. */
    boolean isChanged() {
        return changed;
    }

    /** When it was last seen, as far as the store knows. */
    Instant storedAccessed() {
        return storedAccessed;
    }

    Instant expiresAt() {
        return accessed.plus(idle);
    }

    @Override
    public String getId() {
        return id;
    }

    @Override
    public String changeSessionId() {
        id = Sessions.newId();
        return id;
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public <T> @Nullable T getAttribute(String name) {
        return (T) attributes.get(name);
    }

    @Override
    public Set<String> getAttributeNames() {
        return Set.copyOf(attributes.keySet());
    }

    @Override
    public void setAttribute(String name, @Nullable Object value) {
        if (value == null) {
            attributes.remove(name);
        } else {
            attributes.put(name, value);
        }
        changed = true;
    }

    @Override
    public void removeAttribute(String name) {
        attributes.remove(name);
        changed = true;
    }

    @Override
    public Instant getCreationTime() {
        return created;
    }

    @Override
    public void setLastAccessedTime(Instant time) {
        accessed = time;
    }

    @Override
    public Instant getLastAccessedTime() {
        return accessed;
    }

    @Override
    public void setMaxInactiveInterval(Duration interval) {
        idle = interval;
        changed = true;
    }

    @Override
    public Duration getMaxInactiveInterval() {
        return idle;
    }

    @Override
    public boolean isExpired() {
        return Instant.now().isAfter(expiresAt());
    }
}
