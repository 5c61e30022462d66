package vn.bdhvs.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;
import org.springframework.web.util.UriUtils;
import vn.bdhvs.access.AccessEntry;
import vn.bdhvs.access.AccessLog;

/**
 * Has every request noted that changes something, whatever became of it, before it is answered; all but reporting itself,
 * of which the reports tell. Looks are noted where they show people. Only ids are noted; of a query nothing, and of what
 * else stands where an id should a hyphen: it may be a telephone number.
 */
final class AccessRecorder extends OncePerRequestFilter {

    private static final Set<String> ONLY_LOOK =
            Set.of(HttpMethod.GET.name(), HttpMethod.HEAD.name(), HttpMethod.OPTIONS.name());
    private static final Pattern REPORTING = Pattern.compile("/api/v1/[a-z-]+(/batch)?");

    private static final Pattern NAMES_NOBODY =
            Pattern.compile("[a-z-]*|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private final AccessLog log;
    private final List<String> reads;
    private final ProblemWriter problems;

    /**
     * @param reads beginnings of the paths of which looks are noted, too
     */
    AccessRecorder(AccessLog log, List<String> reads, ProblemWriter problems) {
        this.log = log;
        this.reads = List.copyOf(reads);
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return ONLY_LOOK.contains(request.getMethod()) && reads.stream().noneMatch(path(request)::startsWith)
                || request.getMethod().equals(HttpMethod.POST.name())
                        && REPORTING.matcher(path(request)).matches();
    }

    /** As it is matched with what is allowed and with what answers: however its letters were written. */
    private static String path(HttpServletRequest request) {
        return UriUtils.decode(request.getRequestURI(), StandardCharsets.UTF_8);
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
                    noted(path(request)),
                    answer.getStatus(),
                    request.getRemoteAddr(),
                    about(request));
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

    /** What is noted of a path: all of it, but below what shows people only words and ids. */
    private String noted(String path) {
        return reads.stream()
                .filter(path::startsWith)
                .findFirst()
                .map(people -> people
                        + Stream.of(path.substring(people.length()).split("/", -1))
                                .map(part -> NAMES_NOBODY.matcher(part).matches() ? part : "-")
                                .collect(Collectors.joining("/")))
                .orElse(path);
    }

    private static List<String> about(HttpServletRequest request) {
        return request.getAttribute(AccessLog.ABOUT) instanceof List<?> ids
                ? ids.stream().map(Object::toString).toList()
                : List.of();
    }
}
