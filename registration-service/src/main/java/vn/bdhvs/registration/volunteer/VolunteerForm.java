package vn.bdhvs.registration.volunteer;

import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** What the API takes for a volunteer: its description for the OpenAPI document. The controller reads the fields. */
record VolunteerForm(
        @Schema(requiredMode = RequiredMode.REQUIRED, example = "binh-dan-hoc-vu-so-2025")
        String campaign,

        @Schema(
                requiredMode = RequiredMode.REQUIRED,
                description = "official code of the unit, at whatever level, as of that day",
                example = "25942")
        String unit,

        @Schema(requiredMode = RequiredMode.REQUIRED, example = "tri-thuc-tre")
        String team,

        @Schema(requiredMode = RequiredMode.REQUIRED, example = "Nguyễn Văn Mẫu")
        String fullName,

        @Schema(
                requiredMode = RequiredMode.REQUIRED,
                description =
                        "ten digits beginning with 0, eleven beginning with 02, or +84 instead of the 0; blanks, dots and hyphens are ignored",
                example = "0900 000 001")
        String phone,

        @Schema(requiredMode = RequiredMode.REQUIRED, example = "2003")
        int birthYear,

        @Schema(requiredMode = RequiredMode.REQUIRED) Person.Gender gender,

        @Schema(requiredMode = RequiredMode.REQUIRED, example = "2025-03-25T09:00:00+07:00")
        OffsetDateTime registeredAt,

        @Schema(requiredMode = RequiredMode.REQUIRED) ConsentForm consent,

        @Schema(description = "your own name for this report, unique among yours", example = "TNV-0001") @Nullable
        String clientReference) {

    record ConsentForm(
            @Schema(
                    requiredMode = RequiredMode.REQUIRED,
                    description = "what the person allows the data to be used for, a code; never assumed",
                    pattern = Registration.CODE,
                    example = "volunteering")
            String purpose,

            @Schema(
                    requiredMode = RequiredMode.REQUIRED,
                    description = "which text was agreed to, a code",
                    pattern = Registration.CODE,
                    example = "2025-03")
            String textVersion,

            @Schema(requiredMode = RequiredMode.REQUIRED, example = "2025-03-25T09:00:00+07:00")
            OffsetDateTime givenAt) {}
}
