package vn.bdhvs.local.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.h2.mvstore.MVMap;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every moment at which a process can be killed between two writes to its file, tried one by one. */
class StoreFileTests {

    @TempDir
    Path directory;

    /** Commits come fast and slow as compared with the retention; slow ones are where the store alone loses some. */
    @ParameterizedTest
    @CsvSource({"60, 0, 400", "60, 10, 250", "120, 25, 150", "20, 15, 150"})
    void holdsTheLastCommitWhenItIsKilledAfterAnyWrite(int retentionMillis, int pauseMillis, int commits)
            throws Exception {
        Recording recording = new Recording();
        Recording.current = recording;
        FilePath.register(recording);
        Map<Integer, Integer> commitsByWrite = new TreeMap<>();
        try {
            StoreFile file =
                    new StoreFile("recording:" + directory.resolve("recorded"), Duration.ofMillis(retentionMillis));
            MVMap<String, String> data = file.store().openMap("data");
            MVMap<String, Integer> counter = file.store().openMap("counter");
            Random random = new Random(retentionMillis);
            for (int commit = 1; commit <= commits; commit++) {
                for (int i = random.nextInt(8); i >= 0; i--) {
                    data.put("k" + random.nextInt(400), commit + "x".repeat(100 + random.nextInt(500)));
                }
                counter.put("commit", commit);
                file.commit();
                commitsByWrite.put(recording.writes.size(), commit);
                Thread.sleep(pauseMillis);
                if (commit % 20 == 0) {
                    file.tidy();
                }
            }
            file.abandon();
        } finally {
            FilePath.unregister(recording);
        }

        Path killed = directory.resolve("killed");
        byte[] image = new byte[0];
        int answered = 0;
        for (int write = 1; write <= recording.writes.size(); write++) {
            image = recording.writes.get(write - 1).appliedTo(image);
            answered = commitsByWrite.getOrDefault(write, answered);
            if (answered > 0 && (write > 100 || write % 5 == 0)) {
                Files.write(killed, image);
                StoreFile opened = new StoreFile(killed.toString(), Duration.ofHours(1));
                assertThat(opened.store().<String, Integer>openMap("counter").get("commit"))
                        .as("the last commit after write %d of %d", write, recording.writes.size())
                        .isGreaterThanOrEqualTo(answered);
                opened.abandon();
            }
        }
    }

    /** One write to a file, or, without bytes, its truncation. */
    private record Write(long position, byte @Nullable [] bytes) {

        byte[] appliedTo(byte[] image) {
            if (bytes == null) {
                return Arrays.copyOf(image, (int) position);
            }
            int end = (int) position + bytes.length;
            byte[] result = end > image.length ? Arrays.copyOf(image, end) : image;
            System.arraycopy(bytes, 0, result, (int) position, bytes.length);
            return result;
        }
    }

    /** A file system that writes down what is written. */
    public static final class Recording extends FilePathWrapper {

        private static Recording current;
        private final List<Write> writes = new ArrayList<>();

        @Override
        public String getScheme() {
            return "recording";
        }

        @Override
        public FileChannel open(String mode) throws IOException {
            FileChannel file = super.open(mode);
            List<Write> recorded = current.writes;
            return new FileBaseDefault() {
                @Override
                public long size() throws IOException {
                    return file.size();
                }

                @Override
                public synchronized int read(ByteBuffer target, long position) throws IOException {
                    return file.read(target, position);
                }

                @Override
                public synchronized int write(ByteBuffer source, long position) throws IOException {
                    byte[] bytes = new byte[source.remaining()];
                    source.duplicate().get(bytes);
                    recorded.add(new Write(position, bytes));
                    return file.write(source, position);
                }

                @Override
                protected void implTruncate(long size) throws IOException {
                    recorded.add(new Write(size, null));
                    file.truncate(size);
                }

                @Override
                public synchronized FileLock tryLock(long position, long size, boolean shared) throws IOException {
                    return file.tryLock(position, size, shared);
                }

                @Override
                protected void implCloseChannel() throws IOException {
                    file.close();
                }
            };
        }
    }
}
