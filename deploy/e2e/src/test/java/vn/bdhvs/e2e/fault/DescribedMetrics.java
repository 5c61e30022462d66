package vn.bdhvs.e2e.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The table of metrics in the guide for operators, against what services export. */
final class DescribedMetrics {

    private static final Path GUIDE =
            Path.of(System.getProperty("project.root")).resolve("deploy/README.md");

    /** {@code | `ingest.lag` | topic, partition | … |}, perhaps of several metrics. */
    private static final Pattern ROW = Pattern.compile("^\\| (`[a-z.]+`(?:, `[a-z.]+`)*) \\| ([a-z, ]*)\\|.*");

    /** {@code ingest_lag{partition="0",topic="class-held"} 0.0}. */
    private static final Pattern SAMPLE = Pattern.compile("^([a-z0-9_]+)(?:\\{(.*)})? .*");

    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"");

    /** Whose metrics are told of elsewhere: Spring Boot, the JVM, Tomcat, the clients. */
    private static final Set<String> OTHERS = Set.of(
            "application",
            "disk",
            "executor",
            "http",
            "jvm",
            "kafka",
            "logback",
            "mongodb",
            "process",
            "spring",
            "system",
            "tasks",
            "tomcat");

    /** What the registry for Prometheus adds to a name. */
    private static final Pattern SUFFIX = Pattern.compile("_(total|seconds|count|sum|max|bucket|info)$");

    /** What the registry and the scraper add to labels. */
    private static final Set<String> USUAL_LABELS = Set.of("application", "le", "quantile");

    private DescribedMetrics() {}

    /** Labels by metric, as the guide has them, names as in Prometheus. */
    static Map<String, Set<String>> inGuide() {
        Map<String, Set<String>> described = new TreeMap<>();
        try (Stream<String> lines = Files.lines(GUIDE)) {
            lines.dropWhile(line -> !line.equals("## Metrics"))
                    .takeWhile(line -> !line.equals("## Traces"))
                    .map(ROW::matcher)
                    .filter(Matcher::matches)
                    .forEach(row -> Stream.of(row.group(1).split(", "))
                            .map(name -> name.replace("`", "").replace('.', '_'))
                            .forEach(name -> described.put(name, names(row.group(2)))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return described;
    }

    private static Set<String> names(String labels) {
        return Stream.of(labels.split(","))
                .map(String::strip)
                .filter(label -> !label.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Labels by metric, as services export them, without those of others. */
    static Map<String, Set<String>> exportedBy(List<Service> services, Caller operator) {
        Map<String, Set<String>> exported = new TreeMap<>();
        for (Service service : services) {
            operator.get(service.management() + "/actuator/prometheus")
                    .body()
                    .lines()
                    .map(SAMPLE::matcher)
                    .filter(Matcher::matches)
                    .filter(sample -> !OTHERS.contains(sample.group(1).split("_")[0]))
                    .forEach(sample -> exported.computeIfAbsent(bare(sample.group(1)), name -> new TreeSet<>())
                            .addAll(labels(sample.group(2))));
        }
        return exported;
    }

    private static String bare(String name) {
        String shorter = name;
        while (SUFFIX.matcher(shorter).find()) {
            shorter = SUFFIX.matcher(shorter).replaceFirst("");
        }
        return shorter;
    }

    private static Set<String> labels(String text) {
        return text == null
                ? Set.of()
                : LABEL.matcher(text)
                        .results()
                        .map(label -> label.group(1))
                        .filter(label -> !USUAL_LABELS.contains(label))
                        .collect(Collectors.toSet());
    }
}
