package vn.bdhvs.session.nil;

import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import vn.bdhvs.campaign.Campaign;
import vn.bdhvs.campaign.Catalogue;
import vn.bdhvs.event.NilReported;
import vn.bdhvs.report.web.Form;
import vn.bdhvs.report.web.ReportController;
import vn.bdhvs.report.web.ReportIntake;
import vn.bdhvs.web.Fields;

/** {@code /api/v1/nil-reports}: reporting that a unit did nothing on a day. */
@RestController
@RequestMapping(NilReportController.PATH)
@Form(NilReportForm.class)
@Tag(name = "nil reports")
class NilReportController extends ReportController<NilReport, NilReportBody> {

    static final String PATH = "/api/v1/nil-reports";

    private final Catalogue catalogue;

    NilReportController(ReportIntake intake, Catalogue catalogue) {
        super(intake, PATH, NilReport.class, URI.create("/session-service"));
        this.catalogue = catalogue;
    }

    @Override
    protected ReportOfNothing read(Fields fields) {
        NilReported nil = new NilReported(fields.text("campaign"), fields.text("unit"), fields.day("day"));
        ZoneId zone = catalogue.find(nil.campaign()).map(Campaign::timeZone).orElse(ZoneOffset.UTC);
        return new ReportOfNothing(nil, nil.day().atStartOfDay(zone).toInstant());
    }

    @Override
    protected NilReportBody view(NilReport reported, @Nullable String reference) {
        return NilReportBody.of(reported);
    }
}
