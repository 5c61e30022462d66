package vn.bdhvs.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What the command line asks for.
 *
 * @param demoRate reports a second; 0 is none
 * @param analytics how many instances of the analytics service
 */
record Options(
        boolean help,
        Path project,
        Path data,
        boolean fresh,
        double demoRate,
        int analytics,
        Map<Port, Integer> ports) {

    private static final int HIGHEST_PORT = 65_535;
    private static final int MOST_INSTANCES = 9;

    static Options parse(String... arguments) {
        Deque<String> rest = new ArrayDeque<>(Arrays.asList(arguments));
        Path project = Path.of("");
        Path data = null;
        boolean help = false;
        boolean fresh = false;
        boolean demo = true;
        double rate = 3;
        int analytics = 1;
        int offset = 0;
        Map<Port, Integer> given = new EnumMap<>(Port.class);
        while (!rest.isEmpty()) {
            String option = rest.remove();
            switch (option) {
                case "--help", "-h" -> help = true;
                case "--fresh" -> fresh = true;
                case "--no-demo" -> demo = false;
                case "--demo-rate" -> rate = number(option, value(option, rest), 0.01, 1_000);
                case "--analytics" -> analytics = (int) number(option, value(option, rest), 1, MOST_INSTANCES);
                case "--data" -> data = Path.of(value(option, rest));
                case "--project" -> project = Path.of(value(option, rest));
                case "--port-offset" -> offset = (int) number(option, value(option, rest), 0, HIGHEST_PORT);
                case "--port" -> port(value(option, rest), given);
                default -> throw wrong("there is no option " + option);
            }
        }
        project = project.toAbsolutePath().normalize();
        data = data == null ? project.resolve(".data") : data.toAbsolutePath().normalize();
        return new Options(help, project, data, fresh, demo ? rate : 0, analytics, ports(given, offset));
    }

    private static Map<Port, Integer> ports(Map<Port, Integer> given, int offset) {
        Map<Port, Integer> ports = new EnumMap<>(Port.class);
        for (Port port : Port.values()) {
            Integer chosen = given.get(port);
            ports.put(port, chosen == null ? port.usual() + offset : chosen);
        }
        return ports;
    }

    private static void port(String assignment, Map<Port, Integer> ports) {
        List<String> parts = List.of(assignment.split("=", 2));
        Port named = Arrays.stream(Port.values())
                .filter(port -> port.option().equals(parts.get(0)))
                .findFirst()
                .orElseThrow(() -> wrong("--port names none of "
                        + Arrays.stream(Port.values()).map(Port::option).toList()));
        if (parts.size() < 2) {
            throw wrong("--port wants NAME=PORT");
        }
        ports.put(named, (int) number("--port " + named.option(), parts.get(1), 1, HIGHEST_PORT));
    }

    private static String value(String option, Deque<String> rest) {
        if (rest.isEmpty()) {
            throw wrong(option + " wants a value");
        }
        return rest.remove();
    }

    private static double number(String option, String value, double least, double most) {
        try {
            double number = Double.parseDouble(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // falls through to the same answer
        }
        throw wrong("%s wants a number from %s to %s".formatted(option, plain(least), plain(most)));
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }

    private static StartFailure wrong(String what) {
        return new StartFailure(StartFailure.USAGE, what + "; see --help");
    }

    /** The text that {@code --help} prints, here and in {@code deploy/up}, which needs no build for it. */
    static String helpText() {
        try (InputStream text = Options.class.getResourceAsStream("options.txt")) {
            return text == null ? "" : new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port(Port port) {
        Integer number = ports.get(port);
        return number == null ? port.usual() : number;
    }
}
