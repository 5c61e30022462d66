package vn.bdhvs.analytics.ingest;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.lt;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.ReplaceOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;

/**
 * How every instance reads, so that any of them can tell of all. One that has written nothing for 20 seconds, real time, is
 * taken for gone: it has ended, or it cannot reach the store, or its clock is behind by that much.
 */
@Component
class ReadingInstances {

    static final String SEEN = "seen";

    private static final Duration GONE = Duration.ofSeconds(20);
    private static final Duration FORGOTTEN = Duration.ofMinutes(10);
    private static final Comparator<ReadPartition> ORDER =
            Comparator.comparing(ReadPartition::topic).thenComparing(ReadPartition::partition);

    private final MongoCollection<Document> instances;
    private final String own = UUID.randomUUID().toString();

    ReadingInstances(MongoTemplate mongo) {
        this.instances = mongo.getCollection("readers");
    }

    /** Writes down how this instance reads, and removes those that are long gone. */
    void put(ReadingInstance instance) {
        instances.replaceOne(eq("_id", own), instance.written(), new ReplaceOptions().upsert(true));
        instances.deleteMany(lt(SEEN, before(FORGOTTEN)));
    }

    /** Removes this instance. */
    void remove() {
        instances.deleteOne(eq("_id", own));
    }

    /** Those that are there, by name. */
    List<ReadingInstance> all() {
        return instances.find(gte(SEEN, before(GONE))).map(ReadingInstance::of).into(new ArrayList<>()).stream()
                .sorted(Comparator.comparing(ReadingInstance::name))
                .toList();
    }

    private static Date before(Duration duration) {
        return Date.from(Instant.now().minus(duration));
    }

    /** What they read, by topic and number. Of a partition that was just passed on, what was written last. */
    static List<ReadPartition> partitions(Collection<ReadingInstance> instances) {
        Map<TopicPartition, ReadPartition> latest = new HashMap<>();
        instances.stream()
                .sorted(Comparator.comparing(ReadingInstance::seen))
                .flatMap(instance -> instance.partitions().stream())
                .forEach(partition -> latest.put(partition.ofKafka(), partition));
        return latest.values().stream().sorted(ORDER).toList();
    }
}
