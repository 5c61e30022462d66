package vn.bdhvs.e2e.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The files of one partition in a broker's directory, to be spoiled while the broker is down. */
final class LogFile {

    /** Of a batch of records: its first offset, and how many bytes follow. */
    private static final int BATCH_HEADER = 12;

    private static final int LAST_OFFSET_DELTA = 23;

    private final Path broker;
    private final Path directory;

    LogFile(Path broker, String topic, int partition) {
        this.broker = broker;
        this.directory = broker.resolve(topic + "-" + partition);
    }

    /**
     * Cuts the tail off, at a boundary between batches, and removes what would tell the broker that there was more, as
     * when a disk comes back with an older state.
     *
     * @param share of the batches that is left
     * @return the offset that the next record would get
     */
    long cutTail(double share) {
        try {
            Path segment;
            try (Stream<Path> files = Files.list(directory)) {
                segment = files.filter(file -> file.toString().endsWith(".log"))
                        .max(Path::compareTo)
                        .orElseThrow();
            }
            long end = cut(segment, share);
            for (Path file : files(directory)) {
                if (!file.equals(segment) && !file.endsWith("partition.metadata")) {
                    Files.delete(file);
                }
            }
            for (String checkpoint : List.of(
                    ".kafka_cleanshutdown", "recovery-point-offset-checkpoint", "replication-offset-checkpoint")) {
                Files.deleteIfExists(broker.resolve(checkpoint));
            }
            return end;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static long cut(Path segment, double share) throws IOException {
        try (FileChannel file = FileChannel.open(segment, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            List<Long> ends = new ArrayList<>();
            List<Long> nextOffsets = new ArrayList<>();
            long position = 0;
            while (position < file.size()) {
                ByteBuffer header = ByteBuffer.allocate(LAST_OFFSET_DELTA + 4);
                file.read(header, position);
                position += BATCH_HEADER + header.getInt(8);
                ends.add(position);
                nextOffsets.add(header.getLong(0) + header.getInt(LAST_OFFSET_DELTA) + 1);
            }
            int left = (int) (ends.size() * share);
            file.truncate(ends.get(left - 1));
            return nextOffsets.get(left - 1);
        }
    }
}
