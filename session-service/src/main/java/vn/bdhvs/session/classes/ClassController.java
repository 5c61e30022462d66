package vn.bdhvs.session.classes;

import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import vn.bdhvs.event.ClassHeld;
import vn.bdhvs.report.web.Form;
import vn.bdhvs.report.web.ReportController;
import vn.bdhvs.report.web.ReportIntake;
import vn.bdhvs.web.Fields;

/** {@code /api/v1/classes}: reporting classes that were held, and finding what was reported. */
@RestController
@RequestMapping(ClassController.PATH)
@Form(ClassForm.class)
@Tag(name = "classes")
class ClassController extends ReportController<HeldClass, ClassBody> {

    static final String PATH = "/api/v1/classes";

    ClassController(ReportIntake intake) {
        super(intake, PATH, HeldClass.class, URI.create("/session-service"));
    }

    @Override
    protected ClassReport read(Fields fields) {
        Fields learners = fields.object("learners");
        ClassHeld held = new ClassHeld(
                fields.text("campaign"),
                fields.text("unit"),
                fields.text("team"),
                fields.text("topic"),
                fields.constant("mode", ClassHeld.Mode.class),
                fields.integer("durationMinutes"),
                new ClassHeld.Learners(
                        learners.integer("total"),
                        learners.optionalInteger("members"),
                        learners.optionalInteger("female"),
                        learners.optionalInteger("over60")),
                fields.integer("instructors"));
        return new ClassReport(
                held, fields.time("startedAt"), fields.optionalText("venue"), fields.optionalText("clientReference"));
    }

    @Override
    protected ClassBody forOnlookers(ClassBody whole) {
        return whole.withoutFew();
    }

    @Override
    protected ClassBody view(HeldClass reported, @Nullable String reference) {
        return ClassBody.of(reported, reference);
    }
}
