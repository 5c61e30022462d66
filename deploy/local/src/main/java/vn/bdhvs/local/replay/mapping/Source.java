package vn.bdhvs.local.replay.mapping;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where a value comes from: templates, of which the first without a blank column counts. */
final class Source {

    private final List<Template> templates;

    private Source(List<Template> templates) {
        this.templates = templates;
    }

    static Source parse(String path, List<String> templates) {
        return new Source(
                templates.stream().map(each -> Template.parse(path, each)).toList());
    }

    boolean isConstant() {
        return columns().isEmpty();
    }

    Set<String> columns() {
        return templates.stream().flatMap(each -> each.columns().stream()).collect(Collectors.toSet());
    }

    @Nullable
    String text(Row row) {
        for (Template template : templates) {
            String text = template.text(row);
            if (text != null) {
                return text;
            }
        }
        return null;
    }
}
