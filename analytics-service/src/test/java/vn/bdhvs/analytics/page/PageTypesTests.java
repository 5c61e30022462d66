package vn.bdhvs.analytics.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The page's scripts are what their JSDoc says: the TypeScript compiler has nothing to complain about. */
class PageTypesTests {

    private static final String COMPILER = "classpath:META-INF/resources/webjars/typescript/*/lib/";
    private static final Path SCRIPTS = Path.of("src/main/resources/static/js");
    private static final long PATIENCE_S = 120;

    @Test
    void areAsTheyAreWritten(@TempDir Path directory) throws IOException, InterruptedException {
        assumeTrue(hasNode(), "skipped: there is no Node.js (Debian's package nodejs)");
        PathMatchingResourcePatternResolver files = new PathMatchingResourcePatternResolver();
        copy(files.getResources(COMPILER + "*tsc.js"), directory);
        copy(files.getResources(COMPILER + "lib*.d.ts"), directory);

        List<String> command =
                new ArrayList<>(List.of("node", directory.resolve("tsc.js").toString()));
        command.addAll(List.of("--noEmit", "--allowJs", "--checkJs", "--strict"));
        command.addAll(List.of("--target", "es2022", "--module", "es2022", "--moduleResolution", "bundler"));
        command.addAll(List.of("--lib", "es2022,dom,dom.iterable"));
        command.addAll(List.of(
                SCRIPTS.resolve("main.js").toString(),
                SCRIPTS.resolve("sign-in.js").toString()));
        Process compiler = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(compiler.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(compiler.waitFor(PATIENCE_S, TimeUnit.SECONDS)).isTrue();
        assertThat(said).isEmpty();
        assertThat(compiler.exitValue()).isZero();
    }

    private static boolean hasNode() throws InterruptedException {
        try {
            return new ProcessBuilder("node", "--version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static void copy(Resource[] files, Path directory) throws IOException {
        for (Resource file : files) {
            try (InputStream in = file.getInputStream()) {
                Files.copy(in, directory.resolve(String.valueOf(file.getFilename())));
            }
        }
    }
}
