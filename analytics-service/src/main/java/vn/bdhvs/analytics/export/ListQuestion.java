package vn.bdhvs.analytics.export;

import io.swagger.v3.oas.annotations.Parameter;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import vn.bdhvs.analytics.catalogue.UnanswerableQuestion;
import vn.bdhvs.analytics.explain.Explanation;
import vn.bdhvs.analytics.figures.CellKind;
import vn.bdhvs.analytics.figures.Measure;
import vn.bdhvs.campaign.Campaign;

/** The parameters that say which activities a list holds: those behind one figure, or all. */
record ListQuestion(
        @Parameter(
                description = "Of activities: only those behind this measure, as a row names it; all if left out",
                example = "citizens")
        @Nullable
        String measure,

        @Parameter(description = "Of activities: only those of this service; assists alone have one") @Nullable
        String service,

        @Parameter(description = "Of activities: true for what the unit did itself only") @Nullable
        Boolean own) {

    /** Which are meant; a 400 that names what is wrong, if anything is. */
    Explanation.Choice read(Campaign campaign) {
        Measure of = measure == null ? ofService() : measure(measure);
        if (service != null && (of == null || of.kind() != CellKind.ASSISTS)) {
            throw refused("service", "'%s' is not kept by service".formatted(measure));
        }
        if (service != null
                && campaign.services().stream().noneMatch(term -> term.code().equals(service))) {
            throw refused("service", "'%s' is no service of the campaign".formatted(service));
        }
        return new Explanation.Choice(of, Boolean.TRUE.equals(own), service);
    }

    private @Nullable Measure ofService() {
        return service == null ? null : Measure.ASSISTS;
    }

    private static Measure measure(String name) {
        Measure of = Measure.of(name)
                .orElseThrow(() -> refused(
                        "measure",
                        "'%s' is not one of: %s"
                                .formatted(
                                        name,
                                        Arrays.stream(Measure.values())
                                                .map(Measure::code)
                                                .collect(Collectors.joining(", ")))));
        if (of.isPersonal()) {
            throw refused("measure", Explanation.personal(of));
        }
        return of;
    }

    private static UnanswerableQuestion refused(String field, String detail) {
        return new UnanswerableQuestion(HttpStatus.BAD_REQUEST, field, detail);
    }
}
