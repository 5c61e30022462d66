package vn.bdhvs.session.assist;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Bodies to send, and approved examples to compare with. */
final class Reports {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Reports() {}

    static String report() {
        return approved("report.json");
    }

    /** The report with one field set to other JSON. */
    static String with(String field, String json) {
        ObjectNode report = (ObjectNode) JSON.readTree(report());
        report.set(field, JSON.readTree(json));
        return report.toString();
    }

    static String without(String field) {
        ObjectNode report = (ObjectNode) JSON.readTree(report());
        report.remove(field);
        return report.toString();
    }

    static String approved(String name) {
        try (InputStream file = Objects.requireNonNull(Reports.class.getResourceAsStream(name))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
