package vn.bdhvs.analytics.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/**
 * The page's own files. They lie below a path that names their version, so a browser may keep them for good and never mixes
 * two versions: what a file refers to, it refers to by a relative path.
 */
@Component
public class PageFiles {

    static final String ASSETS = "assets";
    static final String LOCATION = "static/";

    private static final String MAIN = "js/main.js";
    private static final Pattern IMPORT = Pattern.compile("(?m)^import (?:[^';]* from )?'([^']+)';");

    private final String version;
    private final String frame;

    PageFiles() {
        try {
            this.version =
                    versionOf(new PathMatchingResourcePatternResolver().getResources("classpath:" + LOCATION + "**"));
            this.frame = text("page/index.html")
                    .replace("<!-- modules -->", preloads())
                    .replace("{assets}", ASSETS + "/" + version);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Changes when any of the files does. */
    String version() {
        return version;
    }

    /** The HTML of the page, with this in its body until its modules have taken over. */
    public String page(String first) {
        return frame.replace("<!-- first -->", first);
    }

    private static String versionOf(Resource[] files) throws IOException {
        CRC32C sum = new CRC32C();
        for (Resource file : Arrays.stream(files)
                .filter(Resource::isReadable)
                .sorted(Comparator.comparing(Resource::getDescription))
                .toList()) {
            sum.update(file.getContentAsByteArray());
        }
        return Long.toHexString(sum.getValue());
    }

    /** Lets the browser fetch all modules at once: else it would find them one import after the other. */
    private static String preloads() throws IOException {
        return modules().stream()
                .map(module ->
                        "<link rel=\"modulepreload\" fetchpriority=\"low\" href=\"{assets}/%s\">".formatted(module))
                .collect(Collectors.joining("\n  "));
    }

    /** Those that the main one needs from the start, with itself. */
    private static Set<String> modules() throws IOException {
        Set<String> found = new LinkedHashSet<>(List.of(MAIN));
        Deque<String> unread = new ArrayDeque<>(found);
        while (!unread.isEmpty()) {
            String module = unread.remove();
            for (MatchResult match :
                    IMPORT.matcher(text(LOCATION + module)).results().toList()) {
                String imported = StringUtils.cleanPath(StringUtils.applyRelativePath(module, match.group(1)));
                if (found.add(imported)) {
                    unread.add(imported);
                }
            }
        }
        return found;
    }

    private static String text(String path) throws IOException {
        return new ClassPathResource(path).getContentAsString(StandardCharsets.UTF_8);
    }
}
