package vn.bdhvs.web;

import java.util.Optional;
import java.util.Set;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;

/** Who makes the present request. */
public final class Callers {

    private static final Set<String> WHO_REPORT_OR_CORRECT = Set.of("ROLE_emitter", "ROLE_officer");

    private Callers() {}

    /** Subject of the token; empty if there is none. */
    static Optional<String> name() {
        Authentication caller = SecurityContextHolder.getContext().getAuthentication();
        return caller == null || caller instanceof AnonymousAuthenticationToken
                ? Optional.empty()
                : Optional.of(caller.getName());
    }

    /** Whether they may report or correct, and so must see what was reported. */
    public static boolean reportOrCorrect() {
        Authentication caller = SecurityContextHolder.getContext().getAuthentication();
        return caller != null
                && caller.getAuthorities().stream()
                        .map(GrantedAuthority::getAuthority)
                        .anyMatch(role -> role != null && WHO_REPORT_OR_CORRECT.contains(role));
    }
}
