package vn.bdhvs.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoders;

class TestPlatformTests {

    @Test
    void offersWhatTheLauncherOffers() throws Exception {
        assertThat(TestPlatform.properties("session"))
                .containsEntry("spring.mongodb.uri", TestPlatform.mongoUri("session"));
        try (MongoClient client = MongoClients.create(TestPlatform.mongoUri("test"))) {
            client.getDatabase("test").getCollection("c").insertOne(new Document());
        }
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", TestPlatform.brokers()))) {
            assertThat(admin.listTopics().names().get()).contains("citizen-assisted");
        }
        Jwt token = JwtDecoders.fromIssuerLocation(TestPlatform.issuerUri()).decode(TestPlatform.token("officer-724"));
        assertThat(token.getAudience()).containsExactly("campaign-pulse");
        assertThat(token.getClaimAsStringList("roles")).containsExactly("officer");
        assertThat(token.getClaimAsStringList("units")).containsExactly("724");
    }
}
