package vn.bdhvs.registration.volunteer;

import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.regex.Pattern;
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

    private static final Pattern PHONE = Pattern.compile("(\\+84|0)[0-9]{9}");

    VolunteerController(ReportIntake intake) {
        super(intake, PATH, Volunteer.class, URI.create("/registration-service"));
    }

    @Override
    protected Registration read(Fields fields) {
        VolunteerRegistered registered =
                new VolunteerRegistered(fields.text("campaign"), fields.text("unit"), fields.text("team"));
        Person person = new Person(
                fields.text("fullName"),
                phone(fields),
                fields.integer("birthYear"),
                fields.constant("gender", Person.Gender.class));
        Fields consent = fields.object("consent");
        return new Registration(
                registered,
                fields.time("registeredAt"),
                person,
                new Consent(consent.text("textVersion"), consent.time("givenAt")),
                fields.optionalText("clientReference"));
    }

    @Override
    protected VolunteerBody view(Volunteer reported, @Nullable String reference) {
        return VolunteerBody.of(reported, reference);
    }

    /** In its national form, however it was written: a person is not registered anew for a blank in the number. */
    private static String phone(Fields fields) {
        String digits = fields.text("phone").replaceAll("[ .()-]", "");
        if (!digits.isEmpty() && !PHONE.matcher(digits).matches()) {
            fields.refuse(
                    "wrong-format",
                    "phone",
                    "'phone' must be a Vietnamese number: ten digits beginning with 0, or +84 and nine digits");
        }
        return digits.startsWith("+84") ? "0" + digits.substring(3) : digits;
    }
}
