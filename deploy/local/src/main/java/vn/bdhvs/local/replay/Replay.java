package vn.bdhvs.local.replay;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import vn.bdhvs.local.replay.mapping.Mapped;
import vn.bdhvs.local.replay.mapping.Mapping;
import vn.bdhvs.local.replay.mapping.MappingError;
import vn.bdhvs.local.replay.mapping.Row;

/**
 * Sends a CSV file through the HTTP API by a mapping; {@code deploy/replay} starts it. While one batch is under way the
 * next is made ready, and no more: memory does not grow with the file. It may be stopped and started anew at any time,
 * since what was accepted before is answered as repeated.
 */
public final class Replay {

    /** Lets the launching script say that somebody watches. */
    private static final String TERMINAL = "replay.terminal";

    /** Rows in a batch, for each that is to be sent: a file of which most rows are skipped stays flat in memory too. */
    private static final int ROWS_FOR_ONE = 4;

    private static final long MOST_BYTES = 1_000_000;

    private final Options options;
    private final Mapping mapping;
    private final Progress progress;
    private final Tally tally;
    private final Pace pace;
    private final Courier courier;

    /** Why the file ends before its end; what comes before that is sent all the same. */
    private @Nullable Stop broken;

    private Replay(Options options, Mapping mapping, PrintStream out) {
        this.options = options;
        this.mapping = mapping;
        this.progress = new Progress(out, Boolean.getBoolean(TERMINAL));
        this.tally = new Tally(options.dryRun());
        this.pace = new Pace(options.rate());
        this.courier = new Courier(options, options.target(mapping.kind()), progress::at);
    }

    /** See {@code deploy/replay --help}. */
    public static void main(String... arguments) throws InterruptedException {
        System.exit(run(System.getenv(), System.out, System.err, arguments));
    }

    /** Does it all, and returns the exit code. */
    static int run(Map<String, String> environment, PrintStream out, PrintStream err, String... arguments)
            throws InterruptedException {
        try {
            Options options = Options.parse(environment, arguments);
            Mapping mapping = mapping(options);
            out.println(mapping.title());
            if (!mapping.attribution().isEmpty()) {
                out.println(mapping.attribution());
            }
            Replay replay = new Replay(options, mapping, out);
            try {
                replay.send();
            } finally {
                replay.progress.end();
                out.print(replay.tally.report());
                out.flush();
            }
            return replay.tally.rejected() == 0 ? 0 : Stop.ROWS_REJECTED;
        } catch (Stop e) {
            err.println(e.getMessage());
            return e.exitCode();
        }
    }

    private static Mapping mapping(Options options) {
        try {
            return Mapping.read(options.mapping());
        } catch (MappingError e) {
            throw Stop.usage("%s: %s".formatted(options.mapping(), e.getMessage()));
        }
    }

    private void send() throws InterruptedException {
        ExecutorService sender = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "sender");
            thread.setDaemon(true);
            return thread;
        });
        try (Sheet sheet = Sheet.open(options.file(), mapping.file())) {
            requireColumns(sheet);
            try (RejectedFile rejected = new RejectedFile(options.rejected(), mapping.file(), sheet.header())) {
                Batch underWay = new Batch();
                Future<List<Verdict>> answer = sender.submit(() -> deliver(new Batch()));
                for (Batch batch = next(sheet); batch.size() > 0; batch = next(sheet)) {
                    Batch ready = batch;
                    settle(underWay, answer, rejected);
                    underWay = ready;
                    answer = sender.submit(() -> deliver(ready));
                }
                settle(underWay, answer, rejected);
            }
            if (broken != null) {
                throw broken;
            }
        } finally {
            sender.shutdownNow();
        }
    }

    private void requireColumns(Sheet sheet) {
        try {
            mapping.requireColumns(Set.copyOf(sheet.header()));
        } catch (MappingError e) {
            throw Stop.usage("%s, %s: %s".formatted(options.mapping(), options.file(), e.getMessage()));
        }
    }

    private Batch next(Sheet sheet) {
        Batch batch = new Batch();
        int most = pace.most(options.batch());
        while (batch.bodies().size() < most && batch.size() < most * ROWS_FOR_ONE && batch.bytes() < MOST_BYTES) {
            Row row = broken == null ? read(sheet) : null;
            if (row == null) {
                break;
            }
            batch.add(row, map(row, sheet.surplus(row)));
        }
        return batch;
    }

    private @Nullable Row read(Sheet sheet) {
        try {
            return sheet.next();
        } catch (Stop e) {
            broken = e;
            return null;
        }
    }

    private Mapped map(Row row, int surplus) {
        if (row.isEmpty()) {
            return new Mapped.Skipped("empty row");
        }
        if (surplus > 0) {
            return new Mapped.Rejected(List.of(new Mapped.Wrong(
                    "", "has %d cells more than the header; is a separator within a cell?".formatted(surplus))));
        }
        return mapping.map(row);
    }

    private List<Verdict> deliver(Batch batch) throws InterruptedException {
        if (batch.bodies().isEmpty()) {
            return List.of();
        }
        pace.await(batch.bodies().size());
        return courier.deliver(batch.bodies());
    }

    private void settle(Batch batch, Future<List<Verdict>> answer, RejectedFile rejected) throws InterruptedException {
        try {
            batch.settle(answer.get(), tally, rejected);
            progress.at(tally.line());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Stop stop) {
                throw stop;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
