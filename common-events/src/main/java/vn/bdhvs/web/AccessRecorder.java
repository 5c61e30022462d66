package vn.bdhvs.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;
import vn.bdhvs.access.AccessEntry;
import vn.bdhvs.access.AccessLog;

/**
 * Has every request noted that changes something, whatever became of it, before it is answered; all but reporting itself,
 * of which the reports tell.
 */
final class AccessRecorder extends OncePerRequestFilter {

    private static final Set<String> ONLY_LOOK =
            Set.of(HttpMethod.GET.name(), HttpMethod.HEAD.name(), HttpMethod.OPTIONS.name());
    private static final Pattern REPORTING = Pattern.compile("/api/v1/[a-z-]+(/batch)?");

    private final AccessLog log;
    private final ProblemWriter problems;

    AccessRecorder(AccessLog log, ProblemWriter problems) {
        this.log = log;
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return ONLY_LOOK.contains(request.getMethod())
                || request.getMethod().equals(HttpMethod.POST.name())
                        && REPORTING.matcher(request.getRequestURI()).matches();
    }

    /** Who asks and is not noted is not told that it was done: it can be asked again. */
    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        ContentCachingResponseWrapper answer = new ContentCachingResponseWrapper(response);
        chain.doFilter(request, answer);
        try {
            log.append(
                    Callers.name().orElse(AccessEntry.NOBODY),
                    request.getMethod(),
                    request.getRequestURI(),
                    answer.getStatus(),
                    request.getRemoteAddr());
        } catch (DataAccessException e) {
            answer.reset();
            problems.write(
                    answer,
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "outcome-unknown",
                    "It is not known whether this was written. Send it again: it will not be done twice.");
        }
        answer.copyBodyToResponse();
    }
}
