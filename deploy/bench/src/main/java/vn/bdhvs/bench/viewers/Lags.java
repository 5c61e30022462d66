package vn.bdhvs.bench.viewers;

/** What all viewers have seen in a stretch of time: how many frames, and how old each was when it was read, in milliseconds. */
final class Lags {

    private static final int LONGEST_MS = 120_000;

    private final int[] byMs = new int[LONGEST_MS + 1];
    private long frames;
    private long bytes;
    private long allBytes;

    void frame(long lagMs, int size) {
        byMs[(int) Math.min(Math.max(0, lagMs), LONGEST_MS)]++;
        frames++;
        bytes += size;
    }

    /** Bytes of any kind of event. */
    void read(int size) {
        allBytes += size;
    }

    private long percentile(double share) {
        long wanted = (long) Math.ceil(frames * share);
        long seen = 0;
        int ms = 0;
        while (ms < LONGEST_MS && seen + byMs[ms] < wanted) {
            seen += byMs[ms];
            ms++;
        }
        return ms;
    }

    /** As JSON, in milliseconds and bytes. */
    @Override
    public String toString() {
        return """
                {"frames":%d,"bytes":%d,"allBytes":%d,"p50":%d,"p99":%d,"max":%d}""".formatted(frames, bytes, allBytes, percentile(0.5), percentile(0.99), percentile(1));
    }
}
