package vn.bdhvs.e2e.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Each alert fires where it should, is silent where it should not, and says what to do. */
class AlertRulesTests {

    private static final Path DEPLOY =
            Path.of(System.getProperty("project.root")).resolve("deploy");
    private static final Path PROMTOOL = Path.of("/usr/bin/promtool");

    private static List<String> alerts() throws IOException {
        return Pattern.compile("- alert: (\\w+)")
                .matcher(Files.readString(DEPLOY.resolve("monitoring/prometheus/alerting.rules.yaml")))
                .results()
                .map(alert -> alert.group(1))
                .toList();
    }

    @Test
    void theTestsOfTheRulesPass() throws Exception {
        Assumptions.assumeTrue(
                Files.isExecutable(PROMTOOL), "skipped: there is no promtool (Debian's package prometheus)");
        Process promtool = new ProcessBuilder(PROMTOOL.toString(), "test", "rules", "rules.test.yaml")
                .directory(DEPLOY.resolve("monitoring/prometheus").toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(promtool.waitFor()).as(said).isZero();
    }

    @Test
    void eachAlertIsTestedAndExplained() throws IOException {
        String tests = Files.readString(DEPLOY.resolve("monitoring/prometheus/rules.test.yaml"));
        String guide = Files.readString(DEPLOY.resolve("README.md"));
        assertThat(alerts()).hasSizeGreaterThan(20).allSatisfy(alert -> {
            assertThat(tests).contains("name: " + alert + " fires", "name: " + alert + " is silent");
            assertThat(guide).contains("#### " + alert + "\n");
        });
    }
}
