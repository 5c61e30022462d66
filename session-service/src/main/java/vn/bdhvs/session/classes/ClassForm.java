package vn.bdhvs.session.classes;

import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import vn.bdhvs.event.ClassHeld;

/** What the API takes for a class: its description for the OpenAPI document. The controller reads the fields. */
record ClassForm(
        @Schema(requiredMode = RequiredMode.REQUIRED, example = "binh-dan-hoc-vu-so-2025")
        String campaign,

        @Schema(
                requiredMode = RequiredMode.REQUIRED,
                description = "official code of the unit, at whatever level, as of that day",
                example = "25942")
        String unit,

        @Schema(requiredMode = RequiredMode.REQUIRED, example = "binh-dan-hoc-vu-so")
        String team,

        @Schema(requiredMode = RequiredMode.REQUIRED, example = "dich-vu-cong-truc-tuyen")
        String topic,

        @Schema(requiredMode = RequiredMode.REQUIRED) ClassHeld.Mode mode,

        @Schema(requiredMode = RequiredMode.REQUIRED, example = "2025-03-25T19:00:00+07:00")
        OffsetDateTime startedAt,

        @Schema(requiredMode = RequiredMode.REQUIRED, minimum = "1", maximum = "1440", example = "30")
        int durationMinutes,

        @Schema(requiredMode = RequiredMode.REQUIRED) Learners learners,

        @Schema(requiredMode = RequiredMode.REQUIRED, minimum = "1", example = "2")
        int instructors,

        @Schema(description = "free text; it never leaves the service", example = "Văn phòng khu phố 3") @Nullable
        String venue,

        @Schema(description = "your own name for this report, unique among yours", example = "LOP-2025-0003") @Nullable
        String clientReference) {

    /** Attendances, not distinct people; leave out a group that was not counted. */
    record Learners(
            @Schema(requiredMode = RequiredMode.REQUIRED, minimum = "0", example = "28")
            int total,

            @Schema(description = "members of the Youth Union (đoàn viên)", example = "12") @Nullable
            Integer members,

            @Schema(example = "15") @Nullable Integer female,

            @Schema(example = "4") @Nullable Integer over60) {}
}
