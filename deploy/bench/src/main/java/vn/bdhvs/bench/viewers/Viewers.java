package vn.bdhvs.bench.viewers;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * So many viewers of one server. When all have come, they watch for half of the time; then half of them leave at once and come back at
 * once, and they watch for the other half. Of twenty, one never reads.
 */
public final class Viewers {

    private static final int MOST_CONNECTING = 500;
    private static final int OF_A_TURN = 50;
    private static final long SETTLING_MS = 5_000;
    private static final long AFTERWARDS_MS = 10_000;
    private static final long PATIENCE_MS = 200_000;

    private final Crowd crowd;
    private final int count;
    private final long halfMs;

    private Viewers(Crowd crowd, int count, int seconds) {
        this.crowd = crowd;
        this.count = count;
        this.halfMs = TimeUnit.SECONDS.toMillis(seconds) / 2;
    }

    /**
     * {@code Viewers PORT PATH TOKEN BEHIND-MS VIEWERS SECONDS}: says {@code watching} and {@code watched} around the first half, and at the
     * end {@code found} and what was seen as JSON; then goes on watching until it is ended.
     */
    public static void main(String... arguments) throws IOException {
        int port = Integer.parseInt(arguments[0]);
        String request = """
                GET %s HTTP/1.1\r
                Host: 127.0.0.1:%d\r
                Accept: text/event-stream\r
                Authorization: Bearer %s\r
                \r
                """.formatted(arguments[1], port, arguments[2]);
        new Viewers(
                        new Crowd(port, request, Long.parseLong(arguments[3])),
                        Integer.parseInt(arguments[4]),
                        Integer.parseInt(arguments[5]))
                .watch();
    }

    private void watch() throws IOException {
        long opened = open();
        turnFor(SETTLING_MS);
        Lags steady = new Lags();
        crowd.noteIn(steady);
        System.out.println("watching");
        turnFor(halfMs);
        System.out.println("watched");
        Lags afterwards = new Lags();
        crowd.noteIn(afterwards);
        Lags rest = new Lags();
        long begun = System.currentTimeMillis();
        crowd.noteIn(rest, begun + AFTERWARDS_MS);
        long reopened = reopen();
        turnFor(begun + Math.max(halfMs, AFTERWARDS_MS) - System.currentTimeMillis());
        System.out.printf(
                """
                found {"viewers":%d,"reading":%d,"steady":%s,"afterwards":%s,"rest":%s,"errors":%d,"closedByServer":%d,\
                "openedMs":%d,"reopenedMs":%d}%n""",
                crowd.open(),
                crowd.viewers().stream().filter(Viewer::reads).count(),
                steady,
                afterwards,
                rest,
                crowd.errors(),
                crowd.closedByServer(),
                opened,
                reopened);
        while (crowd.open() >= 0) {
            crowd.turn();
        }
    }

    private long open() throws IOException {
        long begun = System.currentTimeMillis();
        while (crowd.viewers().size() < count) {
            for (int i = 0;
                    i < OF_A_TURN && crowd.viewers().size() < count && crowd.connecting() < MOST_CONNECTING;
                    i++) {
                crowd.add();
            }
            crowd.turn();
        }
        awaitAll(begun);
        return System.currentTimeMillis() - begun;
    }

    private long reopen() throws IOException {
        long begun = System.currentTimeMillis();
        List<Viewer> leaving = crowd.viewers().stream()
                .filter(Viewer::leaves)
                .filter(Viewer::isOpen)
                .toList();
        for (Viewer viewer : leaving) {
            crowd.disconnect(viewer);
        }
        for (Viewer viewer : leaving) {
            crowd.connect(viewer);
        }
        awaitAll(begun);
        return System.currentTimeMillis() - begun;
    }

    private void awaitAll(long begun) throws IOException {
        while (crowd.open() < count) {
            if (System.currentTimeMillis() - begun > PATIENCE_MS) {
                throw new IllegalStateException("%d of %d are open after %d ms, %d errors"
                        .formatted(crowd.open(), count, PATIENCE_MS, crowd.errors()));
            }
            crowd.turn();
        }
    }

    private void turnFor(long ms) throws IOException {
        long end = System.currentTimeMillis() + ms;
        while (System.currentTimeMillis() < end) {
            crowd.turn();
        }
    }
}
