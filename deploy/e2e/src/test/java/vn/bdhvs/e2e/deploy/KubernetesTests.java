package vn.bdhvs.e2e.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The manifests say what their types know, as they are and as Kustomize makes them, and what the services need. */
class KubernetesTests {

    private static final Path KUBERNETES =
            Path.of(System.getProperty("project.root")).resolve("deploy/kubernetes");
    private static final List<String> SERVICES =
            List.of("analytics-service", "registration-service", "session-service");

    @Test
    void eachManifestSaysOnlyWhatItsTypeKnows() throws IOException {
        List<Manifest> manifests = new ArrayList<>();
        try (Stream<Path> files = Files.walk(KUBERNETES)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".yaml"))
                    .filter(path -> !path.endsWith("kustomization.yaml"))
                    .toList()) {
                manifests.addAll(Manifest.readAll(Files.readString(file)));
            }
        }
        assertThat(manifests).hasSizeGreaterThan(30);
        requireSound(manifests);
        assertThatThrownBy(() -> Manifest.readAll("""
                        apiVersion: apps/v1
                        kind: Deployment
                        metadata: {name: wrong}
                        spec: {replica: 3}
                        """)).hasMessageContaining("replica");
    }

    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/small", "overlays/province"})
    void eachOverlayIsMade(String directory) throws Exception {
        Assumptions.assumeTrue(
                Stream.of(System.getenv("PATH").split(":"))
                        .anyMatch(bin -> Files.isExecutable(Path.of(bin, "kubectl"))),
                "skipped: there is no kubectl");
        Process kustomize = new ProcessBuilder(
                        "kubectl", "kustomize", KUBERNETES.resolve(directory).toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String made = new String(kustomize.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(kustomize.waitFor()).isZero();

        List<Manifest> manifests = Manifest.readAll(made);

        requireSound(manifests);
        assertThat(manifests.stream()
                        .filter(each ->
                                !directory.equals("base") && !each.kind().equals("Namespace"))
                        .map(each -> each.json().at("/metadata/namespace").asText()))
                .allMatch("campaign-pulse"::equals);
    }

    private static void requireSound(List<Manifest> manifests) {
        List<Deployment> deployments = manifests.stream()
                .map(Manifest::typed)
                .filter(Deployment.class::isInstance)
                .map(Deployment.class::cast)
                .toList();
        assertThat(deployments.stream().map(each -> each.getMetadata().getName()))
                .containsExactlyInAnyOrderElementsOf(SERVICES);
        deployments.forEach(KubernetesTests::requireGuarded);
        for (String kind : List.of("PodDisruptionBudget", "Service")) {
            assertThat(named(manifests, kind)).as(kind).containsAll(SERVICES);
        }
        assertThat(named(manifests, "HorizontalPodAutoscaler"))
                .containsExactlyInAnyOrder("registration-service", "session-service");
        assertThat(named(manifests, "ScaledObject")).containsExactly("analytics-service");
        assertThat(named(manifests, "Namespace")).containsExactly("campaign-pulse");
        assertThat(named(manifests, "NetworkPolicy")).containsExactly("services");
        assertThat(partitions(manifests))
                .isEqualTo(new TreeMap<>(Map.of(
                        "volunteer-registered", 12,
                        "class-held", 12,
                        "citizen-assisted", 12,
                        "nil-reported", 12,
                        "activity-rejected", 3,
                        "source-tally", 1,
                        "figures-changed", 1)));
    }

    private static List<String> named(List<Manifest> manifests, String kind) {
        return manifests.stream()
                .filter(each -> each.kind().equals(kind))
                .map(Manifest::name)
                .toList();
    }

    private static Map<String, Integer> partitions(List<Manifest> manifests) {
        Map<String, Integer> partitions = new TreeMap<>();
        manifests.stream()
                .map(Manifest::typed)
                .filter(KafkaTopic.class::isInstance)
                .map(KafkaTopic.class::cast)
                .forEach(topic -> partitions.put(
                        topic.getMetadata().getName(), topic.getSpec().getPartitions()));
        return partitions;
    }

    private static void requireGuarded(Deployment deployment) {
        PodSpec pod = deployment.getSpec().getTemplate().getSpec();
        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod.getTopologySpreadConstraints()).isNotEmpty();
        Container service = pod.getContainers().get(0);
        assertThat(service.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
        assertThat(service.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(service.getLivenessProbe().getHttpGet().getPath()).isEqualTo("/actuator/health/liveness");
        assertThat(service.getReadinessProbe().getHttpGet().getPath()).isEqualTo("/actuator/health/readiness");
        assertThat(service.getResources().getLimits()).containsKey("memory");
        assertThat(service.getResources().getRequests()).containsKeys("cpu", "memory");
    }
}
