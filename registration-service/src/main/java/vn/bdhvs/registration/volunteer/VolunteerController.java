package vn.bdhvs.registration.volunteer;

import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import vn.bdhvs.event.VolunteerRegistered;
import vn.bdhvs.report.web.Form;
import vn.bdhvs.report.web.ReportController;
import vn.bdhvs.report.web.ReportIntake;
import vn.bdhvs.web.Fields;

/** {@code /api/v1/volunteers}: registering volunteers, and finding who was registered. */
@RestController
@RequestMapping(VolunteerController.PATH)
@Form(VolunteerForm.class)
@Tag(name = "volunteers")
class VolunteerController extends ReportController<Volunteer, VolunteerBody> {

    static final String PATH = "/api/v1/volunteers";

    private final Hashes hashes;

    VolunteerController(ReportIntake intake, Hashes hashes) {
        super(intake, PATH, Volunteer.class, URI.create("/registration-service"));
        this.hashes = hashes;
    }

    @Override
    protected Registration read(Fields fields) {
        VolunteerRegistered registered =
                new VolunteerRegistered(fields.text("campaign"), fields.text("unit"), fields.text("team"));
        Person person = new Person(
                fields.text("fullName"),
                Phone.read(fields),
                fields.integer("birthYear"),
                fields.constant("gender", Person.Gender.class));
        Fields consent = fields.object("consent");
        return new Registration(
                registered,
                fields.time("registeredAt"),
                person,
                new Consent(consent.text("purpose"), consent.text("textVersion"), consent.time("givenAt")),
                fields.optionalText("clientReference"),
                hashes);
    }

    @Override
    protected VolunteerBody view(Volunteer reported, @Nullable String reference) {
        return VolunteerBody.of(reported, reference);
    }
}
