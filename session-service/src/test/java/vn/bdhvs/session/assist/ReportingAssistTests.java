package vn.bdhvs.session.assist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import vn.bdhvs.local.Api;
import vn.bdhvs.local.Topic;
import vn.bdhvs.session.platform.Platform;
import vn.bdhvs.session.platform.Schemas;
import vn.bdhvs.session.platform.ServiceTest;

@ServiceTest
class ReportingAssistTests {

    private static final String ASSISTS = "/api/v1/assists";

    @LocalServerPort
    int port;

    @Autowired
    MongoOperations mongo;

    private Api diAn() {
        return new Api("http://127.0.0.1:" + port, Platform.ISSUER.token("district-724", "724"));
    }

    @Test
    void answers201AfterTheWriteAndPublishesTheEvent() {
        Api.Answer answer = diAn().post(ASSISTS, Reports.report());

        assertThat(answer.status()).as(answer.response().body()).isEqualTo(201);
        String id = answer.json().get("id").stringValue();
        assertThat(answer.header("Location")).isEqualTo(ASSISTS + "/" + id);
        assertThat(diAn().get(ASSISTS + "/" + id).json()).isEqualTo(answer.json());
        ConsumerRecord<String, byte[]> published = publishedOnce(id);
        assertThat(Schemas.violations(published, diAn())).isEmpty();
        Map<String, String> headers = StreamSupport.stream(published.headers().spliterator(), false)
                .collect(Collectors.toMap(h -> h.key(), h -> new String(h.value(), StandardCharsets.UTF_8)));
        assertThat(headers)
                .containsOnlyKeys(
                        "ce_specversion",
                        "ce_id",
                        "ce_source",
                        "ce_type",
                        "ce_subject",
                        "ce_time",
                        "ce_dataschema",
                        "ce_recordedtime",
                        "ce_partitionkey",
                        "content-type")
                .containsEntry("ce_specversion", "1.0")
                .containsEntry("ce_source", "/session-service")
                .containsEntry("ce_type", "vn.bdhvs.citizen-assisted.v1")
                .containsEntry("ce_subject", id)
                .containsEntry("ce_partitionkey", id)
                .containsEntry("ce_time", "2025-03-26T00:30:00Z")
                .containsEntry(
                        "ce_recordedtime", answer.json().get("recordedAt").stringValue())
                .containsEntry("ce_dataschema", "https://schemas.bdhvs.vn/citizen-assisted.v1.json")
                .containsEntry("content-type", "application/json");
        String data = new String(published.value(), StandardCharsets.UTF_8);
        assertThat(data).isEqualTo(Reports.approved("citizen-assisted.json"));
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(diAn().as("")
                        .get("/schemas/citizen-assisted.v1.json")
                        .response()
                        .body());
        assertThat(schema.validate(data, InputFormat.JSON)).isEmpty();
    }

    @Test
    void clearsTheOutboxOnceTheBrokerHasAcknowledged() {
        String id = diAn().post(ASSISTS, Reports.report()).json().get("id").stringValue();

        publishedOnce(id);
        await().untilAsserted(() -> assertThat(mongo.exists(
                        new Query(Criteria.where("_id").is(id).and("outbox").exists(true)), Assist.class))
                .isFalse());
    }

    @Test
    void answersTheSameRequestTheSameWayAndPublishesOneEvent() {
        Api.Answer first = diAn().post(ASSISTS, Reports.report(), "Idempotency-Key", "same");
        Api.Answer second = diAn().post(ASSISTS, Reports.report(), "Idempotency-Key", "same");

        assertThat(second.status()).isEqualTo(first.status()).isEqualTo(201);
        assertThat(second.json()).isEqualTo(first.json());
        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
        assertThat(first.header("Idempotency-Replayed")).isEmpty();
        assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
        publishedOnce(first.json().get("id").stringValue());
    }

    @Test
    void makesOneOfFiftyPostsWithOneKeyAtTheSameMoment() throws InterruptedException {
        ConcurrentLinkedQueue<Api.Answer> answers = new ConcurrentLinkedQueue<>();
        ExecutorService senders = Executors.newFixedThreadPool(50);
        for (int i = 0; i < 50; i++) {
            senders.execute(() -> answers.add(diAn().post(ASSISTS, Reports.report(), "Idempotency-Key", "fifty")));
        }
        senders.shutdown();
        assertThat(senders.awaitTermination(60, TimeUnit.SECONDS)).isTrue();

        assertThat(answers).hasSize(50).allSatisfy(answer -> assertThat(answer.status())
                .isEqualTo(201));
        assertThat(answers.stream().map(answer -> answer.response().body()).distinct())
                .hasSize(1);
        assertThat(answers.stream()
                        .filter(answer -> answer.header("Idempotency-Replayed").isEmpty()))
                .hasSize(1);
        publishedOnce(answers.element().json().get("id").stringValue());
    }

    @Test
    void refusesAnotherBodyUnderTheSameKey() {
        diAn().post(ASSISTS, Reports.report(), "Idempotency-Key", "reused");
        Api.Answer other = diAn().post(ASSISTS, Reports.with("citizens", "9"), "Idempotency-Key", "reused");

        assertThat(other.status()).isEqualTo(422);
        assertThat(other.json().get("type").stringValue()).endsWith("idempotency-key-reused");
    }

    @Test
    void keepsTheKeysOfTwoClientsApart() {
        Api.Answer one = diAn().post(ASSISTS, Reports.report(), "Idempotency-Key", "shared");
        Api.Answer other = diAn().as(Platform.ISSUER.token("province-74", "74"))
                .post(ASSISTS, Reports.report(), "Idempotency-Key", "shared");

        assertThat(other.status()).isEqualTo(201);
        assertThat(other.json().get("id")).isNotEqualTo(one.json().get("id"));
    }

    @Test
    void takesAReportWithAKnownReferenceForARepeat() {
        Api.Answer first = diAn().post(ASSISTS, Reports.with("clientReference", "\"DA-17\""));
        Api.Answer repeat = diAn().post(ASSISTS, Reports.with("clientReference", "\" DA-17 \""));
        Api.Answer other = diAn().post(
                        ASSISTS, Reports.with("clientReference", "\"DA-17\"").replace("\"home\"", "\"online\""));

        assertThat(first.status()).isEqualTo(201);
        assertThat(repeat.status()).isEqualTo(200);
        assertThat(repeat.json()).isEqualTo(first.json());
        assertThat(other.status()).isEqualTo(409);
        assertThat(diAn().get(ASSISTS + "?clientReference=DA-17").json().get("items"))
                .hasSize(1)
                .first()
                .isEqualTo(first.json());
        assertThat(diAn().get(ASSISTS + "?clientReference=DA-18").json().get("items"))
                .isEmpty();
    }

    private static ConsumerRecord<String, byte[]> publishedOnce(String key) {
        try (Topic topic = new Topic(Platform.brokers(), "citizen-assisted")) {
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(topic.withKey(key)).isNotEmpty());
            List<ConsumerRecord<String, byte[]>> records = topic.withKey(key);
            assertThat(records).hasSize(1);
            return records.get(0);
        }
    }
}
