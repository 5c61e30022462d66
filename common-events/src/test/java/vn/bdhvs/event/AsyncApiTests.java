package vn.bdhvs.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The AsyncAPI document tells of the topics and types that there are, and of no others. */
class AsyncApiTests {

    private static final List<String> ACTIVITY =
            List.of("volunteer-registered", "class-held", "citizen-assisted", "nil-reported");

    private final JsonNode document = read("asyncapi.json");

    private static JsonNode read(String name) {
        try (InputStream file = AsyncApiTests.class.getResourceAsStream(name)) {
            return new JsonMapper().readTree(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void tellsOfEachTopic() {
        assertThat(document.path("channels").propertyNames())
                .containsExactlyInAnyOrder(
                        "volunteer-registered",
                        "class-held",
                        "citizen-assisted",
                        "nil-reported",
                        "activity-rejected",
                        "source-tally",
                        "figures-changed");
        for (String topic : ACTIVITY) {
            JsonNode channel = document.at("/channels/" + topic);
            assertThat(channel.at("/bindings/kafka/partitions").asInt()).isEqualTo(12);
            assertThat(channel.path("messages").propertyNames()).contains("ActivityRetracted");
        }
    }

    @Test
    void namesEachTypeWithItsSchema() {
        for (JsonNode message : document.at("/components/messages")) {
            String name = message.path("name").asString();
            if (name.startsWith("vn.bdhvs.")) {
                String schema = message.at("/payload/schema/$ref").asString();
                assertThat(schema).endsWith(name.substring("vn.bdhvs.".length()) + ".json");
                assertThat(read(schema.substring(schema.lastIndexOf('/') + 1))
                                .path("$id")
                                .asString())
                        .isEqualTo(schema);
            }
        }
    }

    @Test
    void refersToNothingThatIsNotThere() {
        document.findValuesAsString("$ref").stream()
                .filter(reference -> reference.startsWith("#"))
                .forEach(reference -> assertThat(
                                document.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
    }
}
