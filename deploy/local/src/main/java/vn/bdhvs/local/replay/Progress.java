package vn.bdhvs.local.replay;

import java.io.PrintStream;
import java.time.Duration;

/** Shows how far it is: on one line of a terminal, else in a line now and then. For any number of threads. */
final class Progress {

    private static final long OFTEN = Duration.ofMillis(200).toNanos();
    private static final long RARELY = Duration.ofSeconds(5).toNanos();
    private static final int WIDEST = 110;

    private final PrintStream out;
    private final boolean terminal;
    private long last = System.nanoTime();
    private int width;

    Progress(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** Shows a line if the last one has been there for long enough. */
    synchronized void at(String line) {
        long now = System.nanoTime();
        if (now - last < (terminal ? OFTEN : RARELY)) {
            return;
        }
        last = now;
        if (terminal) {
            String shown = line.length() > WIDEST ? line.substring(0, WIDEST) : line;
            out.print("\r" + shown + " ".repeat(Math.max(0, width - shown.length())));
            width = shown.length();
        } else {
            out.println(line);
        }
        out.flush();
    }

    /** Ends the line of the terminal, so that other words may follow. */
    synchronized void end() {
        if (terminal && width > 0) {
            out.print("\r" + " ".repeat(width) + "\r");
            width = 0;
        }
        out.flush();
    }
}
