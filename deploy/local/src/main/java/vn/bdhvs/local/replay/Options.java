package vn.bdhvs.local.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.bdhvs.local.issuer.Identities;
import vn.bdhvs.local.replay.mapping.Kind;

/**
 * What the command line asks for.
 *
 * @param rate rows a second; 0 is as fast as they are taken
 * @param rejected where to write the rows that were not accepted
 */
record Options(
        Path mapping,
        Path file,
        String client,
        String secret,
        String issuer,
        String registration,
        String session,
        double rate,
        int batch,
        boolean dryRun,
        @Nullable Path rejected,
        Duration giveUpAfter) {

    private static final String SECRET = "CAMPAIGN_CLIENT_SECRET";
    private static final int MOST_ROWS = 10_000;
    private static final double HIGHEST_RATE = 1_000_000;

    static Options parse(Map<String, String> environment, String... arguments) {
        Deque<String> rest = new ArrayDeque<>(Arrays.asList(arguments));
        List<Path> files = new ArrayList<>();
        String client = "province-74";
        String secret = environment.getOrDefault(SECRET, Identities.SECRET);
        String issuer = "http://127.0.0.1:9000";
        String registration = "http://127.0.0.1:8081";
        String session = "http://127.0.0.1:8082";
        double rate = 0;
        int batch = 500;
        boolean dryRun = false;
        Path rejected = null;
        Duration giveUpAfter = Duration.ofMinutes(10);
        while (!rest.isEmpty()) {
            String option = rest.remove();
            switch (option) {
                case "--client" -> client = value(option, rest);
                case "--secret" -> secret = value(option, rest);
                case "--issuer" -> issuer = issuer(option, rest);
                case "--registration" -> registration = address(option, rest);
                case "--session" -> session = address(option, rest);
                case "--rate" -> rate = number(option, rest, 0.1, HIGHEST_RATE);
                case "--batch" -> batch = (int) number(option, rest, 1, MOST_ROWS);
                case "--dry-run" -> dryRun = true;
                case "--rejected" -> rejected = Path.of(value(option, rest));
                case "--give-up-after" -> giveUpAfter = duration(option, rest);
                default -> {
                    if (option.startsWith("-")) {
                        throw wrong("there is no option " + option);
                    }
                    files.add(Path.of(option));
                }
            }
        }
        if (files.size() != 2) {
            throw wrong("a mapping and a file are wanted, deploy/replay MAPPING.yaml FILE.csv, not " + files);
        }
        for (Path file : files) {
            if (rejected != null && isSame(rejected, file)) {
                throw wrong("--rejected would overwrite %s, which is read".formatted(file));
            }
        }
        return new Options(
                files.get(0),
                files.get(1),
                client,
                secret,
                issuer,
                registration,
                session,
                rate,
                batch,
                dryRun,
                rejected,
                giveUpAfter);
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return Files.exists(one) && Files.exists(other) && Files.isSameFile(one, other);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where rows of this kind are sent. */
    URI target(Kind kind) {
        String service = kind == Kind.VOLUNTEER ? registration : session;
        return URI.create("%s/api/v1/%s/batch%s".formatted(service, kind.resource(), dryRun ? "?dryRun=true" : ""));
    }

    private static String value(String option, Deque<String> rest) {
        if (rest.isEmpty()) {
            throw wrong(option + " wants a value");
        }
        return rest.remove();
    }

    private static String address(String option, Deque<String> rest) {
        String address = value(option, rest);
        if (!address.matches("https?://[^/?#]+/?")) {
            throw wrong(option + " wants an address such as http://127.0.0.1:8082");
        }
        return address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
    }

    /** May have a path, as a realm of Keycloak has. */
    private static String issuer(String option, Deque<String> rest) {
        String issuer = value(option, rest);
        if (!issuer.matches("https?://[^/?#]+(/[^?#]*)?")) {
            throw wrong(option + " wants an address such as https://issuer.example.org/realms/campaign");
        }
        return issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
    }

    private static double number(String option, Deque<String> rest, double least, double most) {
        try {
            double number = Double.parseDouble(value(option, rest));
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // falls through to the same answer
        }
        throw wrong("%s wants a number from %s to %.0f".formatted(option, least, most));
    }

    private static Duration duration(String option, Deque<String> rest) {
        String text = value(option, rest);
        if (!text.matches("[0-9]{1,6}[smh]")) {
            throw wrong(option + " wants a time such as 90s, 10m or 2h");
        }
        return Duration.parse("PT" + text);
    }

    private static Stop wrong(String what) {
        return Stop.usage(what + "; see --help");
    }
}
