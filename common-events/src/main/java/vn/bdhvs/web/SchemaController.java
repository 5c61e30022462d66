package vn.bdhvs.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Serves the JSON Schemas of the events, and the AsyncAPI document of the topics, to anyone: they are the contract. */
@RestController
@Tag(name = "schemas")
final class SchemaController {

    private static final MediaType SCHEMA = MediaType.parseMediaType("application/schema+json");

    private static final MediaType ASYNC_API =
            MediaType.parseMediaType("application/vnd.aai.asyncapi+json;version=3.0.0");

    @Operation(
            summary =
                    "Show the JSON Schema of an event's data, e.g. class-held.v1.json; asyncapi.json tells of all topics")
    @GetMapping("/schemas/{name:[a-z0-9.-]+\\.json}")
    ResponseEntity<Resource> schema(@PathVariable String name) {
        Resource schema = new ClassPathResource("vn/bdhvs/event/" + name);
        if (!schema.exists()) {
            throw new RefusedRequest(HttpStatus.NOT_FOUND, "not-found", "There is no schema of this name.", List.of());
        }
        return ResponseEntity.ok()
                .contentType(name.equals("asyncapi.json") ? ASYNC_API : SCHEMA)
                .body(schema);
    }
}
