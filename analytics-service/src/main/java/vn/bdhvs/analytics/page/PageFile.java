package vn.bdhvs.analytics.page;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.MediaTypeFactory;

/**
 * A text file of the page. Sent is what a browser needs of it: without the comments that have their lines to themselves and without
 * indents, which only a reader of the source needs (a template text over several lines would lose its indents too).
 */
final class PageFile {

    private static final Pattern COMMENT = Pattern.compile("(?m)^[ \\t]*/\\*[^*]*+(?:\\*(?!/)[^*]*+)*+\\*/[ \\t]*\\R");
    private static final Pattern LINE_COMMENT = Pattern.compile("(?m)^[ \\t]*//.*\\R");
    private static final Pattern INDENT = Pattern.compile("(?m)^[ \\t]+");
    private static final Pattern IMPORT = Pattern.compile("(?m)^@import \"([^\"]+)\"([^;]*);$");

    private final String path;
    private final String source;
    private byte @Nullable [] zipped;

    PageFile(String path, byte[] source) {
        this.path = path;
        this.source = new String(source, StandardCharsets.UTF_8);
    }

    String source() {
        return source;
    }

    MediaType type() {
        MediaType type = MediaTypeFactory.getMediaType(path).orElse(MediaType.TEXT_PLAIN);
        return new MediaType(type, StandardCharsets.UTF_8);
    }

    /**
     * As it is sent.
     *
     * @param sheets what a style sheet imports, by name
     */
    byte[] plain(UnaryOperator<String> sheets) {
        String sent = source;
        if (path.endsWith(".css")) {
            sent = IMPORT.matcher(sent).replaceAll(match -> Matcher.quoteReplacement(imported(match, sheets)));
            sent = INDENT.matcher(COMMENT.matcher(sent).replaceAll("")).replaceAll("");
        } else if (path.startsWith("js/")) {
            sent = LINE_COMMENT.matcher(COMMENT.matcher(sent).replaceAll("")).replaceAll("");
            sent = INDENT.matcher(sent).replaceAll("");
        }
        return sent.getBytes(StandardCharsets.UTF_8);
    }

    private static String imported(MatchResult match, UnaryOperator<String> sheets) {
        String sheet = sheets.apply(match.group(1));
        String media = match.group(2).strip();
        return media.isEmpty() ? sheet : "@media %s {\n%s}\n".formatted(media, sheet);
    }

    /** The same compressed (gzip), as well as it goes: it is done once. */
    synchronized byte[] zipped(UnaryOperator<String> sheets) {
        if (zipped == null) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (OutputStream zip = new GZIPOutputStream(bytes) {
                {
                    def.setLevel(Deflater.BEST_COMPRESSION);
                }
            }) {
                zip.write(plain(sheets));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            zipped = bytes.toByteArray();
        }
        return zipped;
    }
}
