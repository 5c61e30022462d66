package vn.bdhvs.session.nil;

import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.time.LocalDate;

/** What the API takes for a nil report: its description for the OpenAPI document. The controller reads the fields. */
record NilReportForm(
        @Schema(requiredMode = RequiredMode.REQUIRED, example = "binh-dan-hoc-vu-so-2025")
        String campaign,

        @Schema(requiredMode = RequiredMode.REQUIRED, description = "official code of the unit", example = "25942")
        String unit,

        @Schema(
                requiredMode = RequiredMode.REQUIRED,
                description = "local day of the campaign's zone, today or earlier",
                example = "2025-03-26")
        LocalDate day) {}
