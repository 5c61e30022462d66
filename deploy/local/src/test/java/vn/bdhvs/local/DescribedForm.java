package vn.bdhvs.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** Holds what an API says of a request's body against what the API takes. */
public final class DescribedForm {

    private DescribedForm() {}

    /**
     * Fails if a field is taken and not described, or the other way round, or is required by one of the two only.
     *
     * @param api with the token of a client that may report
     * @param form name of the description's schema
     */
    public static void saysWhatIsTaken(Api api, String path, String form) {
        JsonNode described = api.get("/v3/api-docs").json().at("/components/schemas/" + form);
        Set<String> taken = new TreeSet<>();
        Set<String> required = new TreeSet<>();
        api.post(path, "{\"?\": 1}").json().get("errors").forEach(error -> {
            String field = error.get("field").stringValue();
            if (field.equals("?")) {
                error.get("allowed").forEach(name -> taken.add(outermost(name.stringValue())));
            } else {
                required.add(outermost(field));
            }
        });
        assertThat(described.get("properties").propertyNames()).containsExactlyInAnyOrderElementsOf(taken);
        assertThat(described.get("required").valueStream().map(JsonNode::stringValue))
                .containsExactlyInAnyOrderElementsOf(required);
    }

    private static String outermost(String dotted) {
        return dotted.replaceAll("\\..*", "");
    }
}
