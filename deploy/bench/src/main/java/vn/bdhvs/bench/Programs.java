package vn.bdhvs.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * How the processes of a benchmark are started: from the jars of the build, which {@code deploy/bench/run} has taken apart, each with the
 * heap that the table says.
 */
final class Programs {

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private final Path project;
    private final Path directory;

    /**
     * Starts programs in a directory.
     *
     * @param project the project's root
     * @param directory for data and logs
     */
    Programs(Path project, Path directory) {
        this.project = project;
        this.directory = directory;
    }

    Path directory() {
        return directory;
    }

    /** The jar of a module, beside its libraries. */
    private Path jar(String module) {
        Path programs = project.resolve("deploy/bench/target/programs").resolve(module);
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(programs, "*-exec.jar")) {
            for (Path jar : jars) {
                return jar;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalStateException("there is no jar in " + programs);
    }

    /**
     * A class with a main method.
     *
     * @param module whose class it is
     * @param options of the JVM
     */
    Program ofClass(String name, String module, List<String> options, String type, String... arguments) {
        List<String> command = new ArrayList<>(List.of(JAVA));
        command.addAll(options);
        command.addAll(List.of("-cp", jar(module).toString(), type));
        command.addAll(Arrays.asList(arguments));
        return Program.start(name, command, Map.of(), log(name));
    }

    /** A service of the project. */
    Program ofService(String name, String module, List<String> options, Map<String, String> environment) {
        List<String> command = new ArrayList<>(List.of(JAVA));
        command.addAll(options);
        command.addAll(List.of("-jar", jar(module).toString()));
        return Program.start(name, command, environment, log(name));
    }

    /** A class of jars that lie in a directory. */
    Program ofJars(String name, Path jars, List<String> options, String type, String... arguments) {
        List<String> command = new ArrayList<>(List.of(JAVA));
        command.addAll(options);
        command.addAll(List.of("-cp", jars + "/*", type));
        command.addAll(Arrays.asList(arguments));
        return Program.start(name, command, Map.of(), log(name));
    }

    private Path log(String name) {
        return directory.resolve("logs").resolve(name + ".log");
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
