package vn.bdhvs.web;

import java.util.Optional;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/** Who makes the present request. */
final class Callers {

    private Callers() {}

    /** Subject of the token; empty if there is none. */
    static Optional<String> name() {
        Authentication caller = SecurityContextHolder.getContext().getAuthentication();
        return caller == null || caller instanceof AnonymousAuthenticationToken
                ? Optional.empty()
                : Optional.of(caller.getName());
    }
}
