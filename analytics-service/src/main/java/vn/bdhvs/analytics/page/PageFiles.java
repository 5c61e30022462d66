package vn.bdhvs.analytics.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
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
 * The page's own files, and the library of its charts. They lie below a path that names their version, so a browser may keep
 * them for good and never mixes two versions: what a file refers to, it refers to by a relative path.
 */
@Component
public class PageFiles {

    static final String PATH = "assets";

    private static final String LOCATION = "static/";
    private static final String CHARTS = "lib/echarts.js";
    private static final String CHARTS_LOCATION = "META-INF/resources/webjars/echarts/5.5.0/echarts.common.min.js";
    private static final String MAIN = "js/main.js";
    private static final Pattern IMPORT = Pattern.compile("(?m)^import (?:[^';]* from )?'([^']+)';");

    private final Map<String, PageFile> files = new TreeMap<>();
    private final String version;
    private final String frame;

    PageFiles() {
        try {
            for (Resource file :
                    new PathMatchingResourcePatternResolver().getResources("classpath:" + LOCATION + "**")) {
                if (file.isReadable()) {
                    String path = file.getURL().getPath();
                    add(path.substring(path.lastIndexOf(LOCATION) + LOCATION.length()), file);
                }
            }
            add(CHARTS, new ClassPathResource(CHARTS_LOCATION));
            this.version = version();
            this.frame = new ClassPathResource("page/index.html")
                    .getContentAsString(StandardCharsets.UTF_8)
                    .replace("<!-- modules -->", preloads())
                    .replace("{assets}", PATH + "/" + version);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(String path, Resource file) throws IOException {
        files.put(path, new PageFile(path, file.getContentAsByteArray()));
    }

    /** The HTML of the page, with this in its body until its modules have taken over. */
    public String page(String first) {
        return frame.replace("<!-- first -->", first);
    }

    /** Whether this is the version of these files; another instance may have others. */
    boolean isVersion(String other) {
        return version.equals(other);
    }

    /** A file as it is sent: slim, and with what it imports in its place if it is a style sheet. */
    Optional<PageFile> find(String path) {
        return Optional.ofNullable(files.get(path));
    }

    /** What a style sheet imports, by its name beside it. */
    String sheet(String name) {
        PageFile sheet = files.get("css/" + name);
        if (sheet == null) {
            throw new IllegalStateException("there is no style sheet " + name);
        }
        return sheet.source();
    }

    private String version() {
        CRC32C sum = new CRC32C();
        files.values().forEach(file -> sum.update(file.source().getBytes(StandardCharsets.UTF_8)));
        return Long.toHexString(sum.getValue());
    }

    /** Lets the browser fetch all modules at once: else it would find them one import after the other. */
    private String preloads() {
        return modules().stream()
                .map("<link rel=\"modulepreload\" fetchpriority=\"low\" href=\"{assets}/%s\">"::formatted)
                .collect(Collectors.joining("\n  "));
    }

    /** Those that the main one needs from the start, with itself. */
    private Set<String> modules() {
        Set<String> found = new LinkedHashSet<>(List.of(MAIN));
        Deque<String> unread = new ArrayDeque<>(found);
        while (!unread.isEmpty()) {
            String module = unread.remove();
            PageFile file = find(module).orElseThrow(() -> new IllegalStateException("there is no module " + module));
            for (MatchResult match : IMPORT.matcher(file.source()).results().toList()) {
                String imported = StringUtils.cleanPath(StringUtils.applyRelativePath(module, match.group(1)));
                if (found.add(imported)) {
                    unread.add(imported);
                }
            }
        }
        return found;
    }
}
