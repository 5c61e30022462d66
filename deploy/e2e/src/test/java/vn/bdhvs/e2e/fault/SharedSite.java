package vn.bdhvs.e2e.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the one {@link Site} that all of a run share, for it is dear to start; made whole before each test. What
 * earlier tests have reported stays, so that a test compares with what it found.
 */
final class SharedSite implements ParameterResolver, BeforeEachCallback {

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(SharedSite.class);

    /** Closed by JUnit after the last test; the logs stay, for those who look for what went wrong. */
    private record Started(Path directory, Site site) implements AutoCloseable {

        static Started start(UnaryOperator<SitePlan> plan) {
            try {
                Path directory = Files.createTempDirectory(
                        Files.createDirectories(Path.of("target/sites").toAbsolutePath()), "shared");
                return new Started(directory, plan.apply(Site.in(directory)).start());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            site.close();
            Path logs = directory.resolve("logs");
            try (Stream<Path> paths = Files.walk(directory)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    if (!path.startsWith(logs) && !path.equals(directory)) {
                        Files.delete(path);
                    }
                }
            }
        }
    }

    private static Site site(ExtensionContext context) {
        return site(context, "usual", plan -> plan);
    }

    /** Another than the usual one, that all who name it so share. */
    static Site site(ExtensionContext context, String name, UnaryOperator<SitePlan> plan) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(name, key -> Started.start(plan), Started.class)
                .site();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        site(context).mend();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Site.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return site(context);
    }
}
