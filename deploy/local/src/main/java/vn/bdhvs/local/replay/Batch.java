package vn.bdhvs.local.replay;

import java.util.ArrayList;
import java.util.List;
import vn.bdhvs.local.replay.mapping.Mapped;
import vn.bdhvs.local.replay.mapping.Row;

/** Rows that follow one another in the file, with what the mapping made of them; some of them are to be sent. */
final class Batch {

    private record Entry(Row row, Mapped mapped) {}

    private final List<Entry> entries = new ArrayList<>();
    private final List<byte[]> bodies = new ArrayList<>();
    private long bytes;

    void add(Row row, Mapped mapped) {
        entries.add(new Entry(row, mapped));
        if (mapped instanceof Mapped.Ready ready) {
            bodies.add(ready.json());
            bytes += ready.json().length;
        }
    }

    /** What is to be sent, a row each. */
    List<byte[]> bodies() {
        return bodies;
    }

    int size() {
        return entries.size();
    }

    long bytes() {
        return bytes;
    }

    /** Tells what became of each row, in the order of the file. */
    void settle(List<Verdict> verdicts, Tally tally, RejectedFile rejected) {
        int sent = 0;
        for (Entry entry : entries) {
            Row row = entry.row();
            if (entry.mapped() instanceof Mapped.Skipped skipped) {
                tally.skipped(skipped.reason());
            } else if (entry.mapped() instanceof Mapped.Rejected refused) {
                tally.refused(row, refused.wrongs());
                rejected.add(row, Tally.text(refused.wrongs()));
            } else {
                Verdict verdict = verdicts.get(sent++);
                tally.answered(row, verdict);
                if (verdict.status() == Verdict.Status.REJECTED) {
                    rejected.add(row, Tally.text(verdict.wrongs()));
                }
            }
        }
    }
}
