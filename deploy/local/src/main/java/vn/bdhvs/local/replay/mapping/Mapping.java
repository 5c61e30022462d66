package vn.bdhvs.local.replay.mapping;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * What the columns of a file mean in the HTTP API: data, so that a new spreadsheet needs no release. The format is
 * described in {@code deploy/mappings/README.md}.
 */
public final class Mapping {

    private static final List<String> KEYS =
            List.of("title", "attribution", "kind", "campaign", "file", "skip", "clientReference", "fields");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String title;
    private final String attribution;
    private final Kind kind;
    private final String campaign;
    private final FileFormat file;
    private final List<SkipRule> skips = new ArrayList<>();
    private final Source reference;
    private final List<FieldRule> rules = new ArrayList<>();

    private Mapping(Section mapping) {
        title = mapping.text("title");
        attribution = mapping.text("attribution", "");
        kind = Kind.read(mapping);
        campaign = mapping.text("campaign");
        JsonNode format = mapping.get("file");
        file = FileFormat.read(
                Section.of("file", format == null ? JsonNodeFactory.instance.objectNode() : format, FileFormat.KEYS));
        reference = Source.parse("clientReference", mapping.texts("clientReference"));
        if (reference.isConstant()) {
            throw new MappingError("clientReference", "must name a column, or {row}: each row needs one of its own");
        }
        JsonNode skip = mapping.get("skip");
        if (skip != null && !skip.isArray()) {
            throw new MappingError("skip", "must be a list");
        }
        for (int i = 0; skip != null && i < skip.size(); i++) {
            skips.add(SkipRule.read("skip[" + i + "]", skip.get(i)));
        }
        List<String> names = kind.fields().stream().map(Field::name).toList();
        Section fields = Section.of("fields", mapping.required("fields"), names);
        for (Field field : kind.fields()) {
            JsonNode rule = fields.get(field.name());
            if (rule != null) {
                rules.add(FieldRule.read(field, fields.path(field.name()), rule));
            } else if (field.required()) {
                throw new MappingError(fields.path(field.name()), "is missing");
            }
        }
    }

    /**
     * Reads a mapping (YAML, UTF-8).
     *
     * @throws MappingError naming what is wrong, and where
     */
    public static Mapping read(Path yaml) {
        if (!Files.isReadable(yaml)) {
            throw new MappingError("", "there is no such file, or it may not be read");
        }
        YAMLMapper mapper = YAMLMapper.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        JsonNode tree;
        try {
            tree = mapper.readTree(yaml.toFile());
        } catch (JacksonException e) {
            throw new MappingError("", "cannot be read as YAML: " + e.getMessage());
        }
        return new Mapping(Section.of("", tree, KEYS));
    }

    /** What the data is, in a line. */
    public String title() {
        return title;
    }

    /** Whose it is and under which licence; empty if nobody need be named. */
    public String attribution() {
        return attribution;
    }

    public Kind kind() {
        return kind;
    }

    public FileFormat file() {
        return file;
    }

    /**
     * Checks that a file has all that the mapping names.
     *
     * @throws MappingError naming the columns that are missing, and those that are there
     */
    public void requireColumns(Set<String> columns) {
        Set<String> missing = new TreeSet<>(reference.columns());
        skips.forEach(skip -> missing.addAll(skip.columns()));
        rules.forEach(rule -> missing.addAll(rule.columns()));
        missing.removeIf(column -> Row.isKnown(column, columns));
        if (!missing.isEmpty()) {
            throw new MappingError(
                    "",
                    "the file has no column '%s'; it has: %s"
                            .formatted(String.join("', '", missing), String.join(", ", columns)));
        }
    }

    /** What becomes of a row. The same row always becomes the same. */
    public Mapped map(Row row) {
        for (SkipRule skip : skips) {
            if (skip.holds().test(row)) {
                return new Mapped.Skipped(skip.reason());
            }
        }
        Map<Field, String> values = new LinkedHashMap<>();
        List<Mapped.Wrong> wrongs = new ArrayList<>();
        for (FieldRule rule : rules) {
            Outcome outcome = rule.of(row);
            if (outcome instanceof Outcome.Skip skip) {
                return new Mapped.Skipped(skip.reason());
            } else if (outcome instanceof Outcome.Reject reject) {
                wrongs.add(new Mapped.Wrong(rule.field().name(), reject.reason()));
            } else if (outcome instanceof Outcome.Use use) {
                values.put(rule.field(), use.value());
            }
        }
        String name = reference.text(row);
        if (name == null) {
            wrongs.add(new Mapped.Wrong("clientReference", "is blank"));
        }
        return name == null || !wrongs.isEmpty() ? new Mapped.Rejected(wrongs) : new Mapped.Ready(json(values, name));
    }

    private byte[] json(Map<Field, String> values, String name) {
        ObjectNode body = JSON.createObjectNode().put("campaign", campaign);
        values.forEach((field, value) -> {
            int dot = field.name().indexOf('.');
            ObjectNode target =
                    dot < 0 ? body : body.withObjectProperty(field.name().substring(0, dot));
            String key = field.name().substring(dot + 1);
            if (field.type() == Field.Type.INTEGER) {
                target.put(key, Integer.parseInt(value));
            } else {
                target.put(key, value);
            }
        });
        return JSON.writeValueAsBytes(body.put("clientReference", name));
    }
}
