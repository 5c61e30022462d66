package vn.bdhvs.local.service;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * One process of a service: what to run and how to tell that it is ready.
 *
 * @param name unique among the processes; names its log
 * @param options for its JVM
 */
public record Service(
        String name, Path jar, List<String> options, Map<String, String> environment, URI readiness, Path log) {}
