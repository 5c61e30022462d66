package vn.bdhvs.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Stream;

/** Where everything that outlives a run is kept. One run at a time. */
final class DataDirectory implements AutoCloseable {

    private static final String MARKER = "campaign-pulse-data";
    private static final String LOCK = "lock";
    private static final String CLOCK = "clock.properties";
    private static final long LEAST_FREE_BYTES = 1L << 30;

    private static final int SECRET_BYTES = 32;

    /** Named anew whenever data of before cannot be read any more. */
    private static final String FORMAT = "fourth format";

    private final Path directory;
    private final FileChannel lock;

    private DataDirectory(Path directory, FileChannel lock) {
        this.directory = directory;
        this.lock = lock;
    }

    /**
     * Opens a directory, which is made if need be.
     *
     * @throws StartFailure if it holds something else, another run uses it, or the disk is nearly full
     */
    static DataDirectory open(Path directory, boolean fresh) {
        try {
            Files.createDirectories(directory);
            if (!Files.exists(directory.resolve(MARKER)) && !isEmpty(directory)) {
                throw unusable(directory + " holds something that is not ours; choose another directory with --data");
            }
            boolean earlier = Files.exists(directory.resolve(MARKER))
                    && !Files.readString(directory.resolve(MARKER)).contains(FORMAT);
            if (earlier && !fresh) {
                throw unusable(directory + " was written by an earlier version, whose data this one cannot read;"
                        + " --fresh deletes them, --data chooses another directory");
            }
            if (!Files.exists(directory.resolve(MARKER))) {
                mark(directory);
            }
            FileChannel lock =
                    FileChannel.open(directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock held = lock.tryLock();
            if (held == null) {
                lock.close();
                throw unusable("another run is using " + directory + "; stop it or choose another with --data");
            }
            if (fresh) {
                clear(directory);
                mark(directory);
            }
            long free = Files.getFileStore(directory).getUsableSpace();
            if (free < LEAST_FREE_BYTES) {
                lock.close();
                throw unusable("only %d MB are free for %s; 1 GB is needed".formatted(free >> 20, directory));
            }
            Files.createDirectories(directory.resolve("logs"));
            return new DataDirectory(directory, lock);
        } catch (IOException e) {
            throw unusable(directory + " cannot be used: " + e);
        }
    }

    private static void mark(Path directory) throws IOException {
        Files.writeString(
                directory.resolve(MARKER),
                "The data of Campaign Pulse, in its %s; --fresh deletes them.%n".formatted(FORMAT));
    }

    private static boolean isEmpty(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.findAny().isEmpty();
        }
    }

    /** Deletes all but the marker, the lock that is held, and the list of processes that may still have to be ended. */
    private static void clear(Path directory) throws IOException {
        List<Path> kept =
                Stream.of(MARKER, LOCK, "processes").map(directory::resolve).toList();
        List<Path> all;
        try (Stream<Path> walk = Files.walk(directory)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            if (!path.equals(directory) && !kept.contains(path)) {
                Files.delete(path);
            }
        }
    }

    private static StartFailure unusable(String why) {
        return new StartFailure(StartFailure.DATA, why);
    }

    Path kafka() {
        return directory.resolve("kafka");
    }

    Path mongo() {
        return directory.resolve("mongo");
    }

    Path signingKey() {
        return directory.resolve("issuer-key.json");
    }

    /** The secret by which the services hash what clients call their reports; made at the first start, then kept. */
    String referenceSecret() {
        return secret("reference-secret", HexFormat.of()::formatHex);
    }

    /** The secret of the key of personal data, in Base64; made at the first start, then kept. */
    String personalDataSecret() {
        return secret("personal-data-secret", Base64.getEncoder()::encodeToString);
    }

    private String secret(String name, Function<byte[], String> written) {
        Path file = directory.resolve(name);
        try {
            if (!Files.exists(file)) {
                byte[] secret = new byte[SECRET_BYTES];
                new SecureRandom().nextBytes(secret);
                Path unfinished = file.resolveSibling(file.getFileName() + ".new");
                Files.deleteIfExists(unfinished);
                Files.createFile(
                        unfinished, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.writeString(unfinished, written.apply(secret));
                Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A copy of what the demonstration's operator has set for the campaign, for the services to read. */
    Path demoPlan() {
        Path file = directory.resolve("plan.yaml");
        try (InputStream plan = DataDirectory.class.getResourceAsStream("demo/plan.yaml")) {
            Files.copy(Objects.requireNonNull(plan), file, StandardCopyOption.REPLACE_EXISTING);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The processes of the services, so that a later run can end those that this one could not. */
    Path processes() {
        return directory.resolve("processes");
    }

    Path log(String service) {
        return directory.resolve("logs").resolve(service + ".log");
    }

    /**
     * The business clock, which goes on from run to run. Another start or rate in the environment than last time sets
     * it anew.
     */
    BusinessClock clock(Map<String, String> environment) {
        Path file = directory.resolve(CLOCK);
        try {
            Properties stored = new Properties();
            if (Files.exists(file)) {
                stored.load(new java.io.StringReader(Files.readString(file)));
            }
            String start = environment.getOrDefault(
                    "CAMPAIGN_CLOCK_START", stored.getProperty("start", BusinessClock.USUAL_START.toString()));
            String rate = environment.getOrDefault("CAMPAIGN_CLOCK_RATE", stored.getProperty("rate", "1"));
            String anchor = Objects.equals(start, stored.getProperty("start"))
                            && Objects.equals(rate, stored.getProperty("rate"))
                    ? stored.getProperty("anchor")
                    : Instant.now().toString();
            BusinessClock clock = new BusinessClock(
                    OffsetDateTime.parse(start).toInstant(), Instant.parse(anchor), Double.parseDouble(rate));
            String text = "start=%s%nrate=%s%nanchor=%s%n".formatted(start, rate, anchor);
            Path unfinished = file.resolveSibling(CLOCK + ".new");
            Files.writeString(unfinished, text, StandardCharsets.UTF_8);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return clock;
        } catch (DateTimeException | NumberFormatException e) {
            throw new StartFailure(
                    StartFailure.USAGE,
                    "CAMPAIGN_CLOCK_START wants a time like 2025-03-26T08:00:00+07:00, CAMPAIGN_CLOCK_RATE a number");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
