package vn.bdhvs.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Takes request bodies that were compressed with gzip, which is worth it on a thin line. Limits on a body are kept by its
 * readers, on what comes out, so a small body that unfolds into a large one gains nothing.
 */
final class CompressedRequests extends OncePerRequestFilter {

    private static final String GZIP = "gzip";

    private final ProblemWriter problems;

    CompressedRequests(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        return encoding == null || encoding.isBlank() || encoding.equalsIgnoreCase("identity");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (GZIP.equalsIgnoreCase(
                request.getHeader(HttpHeaders.CONTENT_ENCODING).strip())) {
            Unfolding unfolding = new Unfolding(request);
            try {
                chain.doFilter(unfolding, response);
            } finally {
                unfolding.end();
            }
            return;
        }
        response.setHeader(HttpHeaders.ACCEPT_ENCODING, GZIP);
        problems.write(
                response,
                HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                "unknown-encoding",
                "The Content-Encoding must be gzip, or be left out.");
    }

    private static final class Unfolding extends HttpServletRequestWrapper {

        private @Nullable ServletInputStream body;

        Unfolding(HttpServletRequest request) {
            super(request);
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            if (body == null) {
                body = new Unfolded(super.getInputStream());
            }
            return body;
        }

        /** Gives back what unfolding took outside the heap. */
        void end() throws IOException {
            if (body != null) {
                body.close();
            }
        }

        /** Nobody can know what will come out. */
        @Override
        public int getContentLength() {
            return -1;
        }

        @Override
        public long getContentLengthLong() {
            return -1;
        }
    }

    /** Opens the stream at the first read, so that an empty body is told like any other that is not gzip. */
    private static final class Unfolded extends ServletInputStream {

        private final InputStream folded;
        private @Nullable InputStream unfolded;
        private boolean finished;

        Unfolded(InputStream folded) {
            this.folded = folded;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            try {
                if (unfolded == null) {
                    unfolded = new GZIPInputStream(folded, 1 << 13);
                }
                int read = unfolded.read(buffer, offset, length);
                finished = read < 0;
                return read;
            } catch (ZipException | EOFException e) {
                throw new RefusedRequest(
                        HttpStatus.BAD_REQUEST,
                        "malformed-gzip",
                        "The body says that it is gzip, and cannot be unfolded: it is something else or breaks off.",
                        List.of());
            }
        }

        @Override
        public void close() throws IOException {
            if (unfolded != null) {
                unfolded.close();
            }
        }

        @Override
        public boolean isFinished() {
            return finished;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new UnsupportedOperationException("a body is read by the thread of its request");
        }
    }
}
