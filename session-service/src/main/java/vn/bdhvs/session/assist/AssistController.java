package vn.bdhvs.session.assist;

import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import vn.bdhvs.event.CitizenAssisted;
import vn.bdhvs.report.web.Form;
import vn.bdhvs.report.web.ReportController;
import vn.bdhvs.report.web.ReportIntake;
import vn.bdhvs.web.Fields;

/** {@code /api/v1/assists}: reporting assists, and finding what was reported. */
@RestController
@RequestMapping(AssistController.PATH)
@Form(AssistForm.class)
@Tag(name = "assists")
class AssistController extends ReportController<Assist, AssistBody> {

    static final String PATH = "/api/v1/assists";

    AssistController(ReportIntake intake) {
        super(intake, PATH, Assist.class, URI.create("/session-service"));
    }

    @Override
    protected AssistReport read(Fields fields) {
        CitizenAssisted assisted = new CitizenAssisted(
                fields.text("campaign"),
                fields.text("unit"),
                fields.text("team"),
                fields.text("service"),
                fields.constant("channel", CitizenAssisted.Channel.class),
                fields.constant("outcome", CitizenAssisted.Outcome.class),
                fields.integer("citizens"));
        return new AssistReport(assisted, fields.time("assistedAt"), fields.optionalText("clientReference"));
    }

    @Override
    protected AssistBody view(Assist reported, @Nullable String reference) {
        return AssistBody.of(reported, reference);
    }
}
