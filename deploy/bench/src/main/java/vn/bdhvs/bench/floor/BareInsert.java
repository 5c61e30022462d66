package vn.bdhvs.bench.floor;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import org.bson.Document;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The least that an endpoint can do to keep a report: one insert of what came, and an answer. Nobody is asked who he is. */
@SpringBootApplication
@RestController
public class BareInsert {

    private final MongoCollection<Document> reports;

    /** Made by Spring. */
    public BareInsert(MongoTemplate mongo) {
        this.reports = mongo.getCollection("reports").withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
    }

    /** Runs it until it is ended; its settings come from the command line. */
    public static void main(String... arguments) {
        SpringApplication.run(BareInsert.class, arguments);
    }

    /** Keeps it. */
    @PostMapping("/api/v1/assists")
    public ResponseEntity<Map<String, Object>> keep(@RequestBody Map<String, Object> report) {
        String id = UUID.randomUUID().toString();
        reports.insertOne(new Document("_id", id).append("report", new Document(report)));
        return ResponseEntity.created(URI.create("/api/v1/assists/" + id)).body(report);
    }
}
