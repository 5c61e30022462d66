package vn.bdhvs.analytics.ingest;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * How an instance reads, as it has written it down.
 *
 * @param name its host and the port of its management; in Kubernetes the host is the pod
 * @param seen when it wrote this, real time
 * @param failing null while all is well
 */
record ReadingInstance(String name, Instant seen, @Nullable Failing failing, List<ReadPartition> partitions) {

    /**
     * What has failed at each try.
     *
     * @param seconds for how long, real time
     * @param cause kind of the last failure
     */
    record Failing(long seconds, String cause) {

        static Failing of(Failures.Failure failure) {
            return new Failing(failure.seconds(), failure.cause().getClass().getSimpleName());
        }
    }

    static ReadingInstance of(Document written) {
        String name = written.getString("name");
        Document failing = written.get("failing", Document.class);
        return new ReadingInstance(
                name,
                written.getDate(ReadingInstances.SEEN).toInstant(),
                failing == null ? null : new Failing(failing.getLong("seconds"), failing.getString("cause")),
                written.getList("partitions", Document.class).stream()
                        .map(partition -> ReadPartition.of(partition, name))
                        .toList());
    }

    Document written() {
        return new Document("name", name)
                .append(ReadingInstances.SEEN, Date.from(seen))
                .append(
                        "failing",
                        failing == null
                                ? null
                                : new Document("seconds", failing.seconds()).append("cause", failing.cause()))
                .append(
                        "partitions",
                        partitions.stream().map(ReadPartition::written).toList());
    }
}
