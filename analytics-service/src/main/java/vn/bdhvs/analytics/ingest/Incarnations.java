package vn.bdhvs.analytics.ingest;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;
import vn.bdhvs.analytics.journal.Origin;

/**
 * How often an operator has had a partition read anew from its beginning, after its log was cut. In a new incarnation
 * its records have other origins and marks: what was counted before is a copy, and what was not is counted.
 */
@Component
class Incarnations {

    private static final String NUMBER = "n";
    private static final char MARK = '~';

    private final MongoCollection<Document> incarnations;

    Incarnations(MongoTemplate mongo) {
        this.incarnations =
                mongo.getCollection("incarnations").withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
    }

    /** These partitions in their current incarnations. */
    List<OpenPartition> current(Collection<Partition> partitions) {
        Map<String, Integer> numbers = new HashMap<>();
        incarnations
                .find(in("_id", partitions.stream().map(Partition::key).toList()))
                .forEach(document -> numbers.put(document.getString("_id"), document.getInteger(NUMBER)));
        return partitions.stream()
                .map(each -> {
                    Integer number = numbers.get(each.key());
                    return new OpenPartition(
                            each.partition(), number == null ? each.topicId() : each.topicId() + MARK + (number + 1));
                })
                .toList();
    }

    /** Whether an id as it stands in origins is that of a second or later incarnation. */
    static boolean isLater(String topicId) {
        return topicId.indexOf(MARK) >= 0;
    }

    /** The topic's id as Kafka knows it. */
    static String ofKafka(String topicId) {
        int mark = topicId.indexOf(MARK);
        return mark < 0 ? topicId : topicId.substring(0, mark);
    }

    /** A partition of a topic as Kafka knows it. */
    record Partition(String topicId, TopicPartition partition) {
        String key() {
            return Origin.partitionKey(topicId, partition.partition());
        }
    }

    /**
     * Has a partition read anew. Ordered twice, by way of whichever instances, it is read anew once.
     *
     * @param topicId names the incarnation that the next one follows, as it stands in origins
     */
    void begin(String topicId, TopicPartition partition, String by, Instant at) {
        incarnations.updateOne(
                eq("_id", new Partition(ofKafka(topicId), partition).key()),
                Updates.combine(
                        Updates.max(NUMBER, number(topicId) + 1),
                        Updates.set("by", by),
                        Updates.set("at", Date.from(at))),
                new UpdateOptions().upsert(true));
    }

    /** How often it had been ordered by then. */
    private static int number(String topicId) {
        int mark = topicId.indexOf(MARK);
        return mark < 0 ? 0 : Integer.parseInt(topicId.substring(mark + 1)) - 1;
    }
}
