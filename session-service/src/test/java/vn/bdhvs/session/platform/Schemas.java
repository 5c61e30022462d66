package vn.bdhvs.session.platform;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import vn.bdhvs.local.Api;

/** The published schemas, as a stranger would use them: fetched from the service that the event's dataschema points to. */
public final class Schemas {

    private Schemas() {}

    /** What the schema named in the event has against the event's data. */
    public static List<Error> violations(ConsumerRecord<String, byte[]> event, Api service) {
        String uri = new String(event.headers().lastHeader("ce_dataschema").value(), StandardCharsets.UTF_8);
        String schema = service.get("/schemas" + uri.substring(uri.lastIndexOf('/')))
                .response()
                .body();
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema, InputFormat.JSON)
                .validate(new String(event.value(), StandardCharsets.UTF_8), InputFormat.JSON);
    }
}
