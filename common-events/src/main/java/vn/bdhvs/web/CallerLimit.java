package vn.bdhvs.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;
import vn.bdhvs.limit.RequestLimits;

/** Refuses what a caller asks for beyond its share, with the time after which to come again. */
final class CallerLimit extends OncePerRequestFilter {

    private final RequestLimits limits;
    private final ProblemWriter problems;

    CallerLimit(RequestLimits limits, ProblemWriter problems) {
        this.limits = limits;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Duration wait = limits.wait(Callers.name().orElseGet(request::getRemoteAddr));
        if (wait.isZero()) {
            chain.doFilter(request, response);
            return;
        }
        response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(RequestLimits.seconds(wait)));
        problems.write(
                response,
                HttpStatus.TOO_MANY_REQUESTS,
                "too-many-requests",
                "Nothing was written: you send more requests than your share. Send it again after Retry-After seconds;"
                        + " thousands of rows go into one batch.");
    }
}
