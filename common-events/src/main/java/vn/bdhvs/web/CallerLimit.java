package vn.bdhvs.web;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;
import vn.bdhvs.limit.Refusals;
import vn.bdhvs.limit.RequestLimits;

/** Refuses what a caller asks for beyond its share, with the time after which to come again. */
final class CallerLimit extends OncePerRequestFilter {

    private final RequestLimits limits;
    private final ProblemWriter problems;
    private final Refusals refusals = new Refusals();

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
        Callers.name().ifPresent(name -> refusals.add(request.getHeader(HttpHeaders.AUTHORIZATION), wait));
        refuse(response, wait);
    }

    /** Refuses before the token is verified, as long as the same one was refused just now. */
    Filter early() {
        return new OncePerRequestFilter() {
            @Override
            protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                    throws ServletException, IOException {
                String credentials = request.getHeader(HttpHeaders.AUTHORIZATION);
                Duration wait = credentials == null ? Duration.ZERO : refusals.wait(credentials);
                if (wait.isZero()) {
                    chain.doFilter(request, response);
                } else {
                    refuse(response, wait);
                }
            }
        };
    }

    private void refuse(HttpServletResponse response, Duration wait) throws IOException {
        response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(RequestLimits.seconds(wait)));
        problems.write(
                response,
                HttpStatus.TOO_MANY_REQUESTS,
                "too-many-requests",
                "Nothing was written: you send more requests than your share. Send it again after Retry-After seconds;"
                        + " thousands of rows go into one batch.");
    }
}
