package vn.bdhvs.session.assist;

import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import vn.bdhvs.event.CitizenAssisted;

/** What the API takes for an assist: its description for the OpenAPI document. The controller reads the fields. */
record AssistForm(
        @Schema(requiredMode = RequiredMode.REQUIRED, example = "binh-dan-hoc-vu-so-2025")
        String campaign,

        @Schema(
                requiredMode = RequiredMode.REQUIRED,
                description = "official code of the unit, at whatever level, as of that day",
                example = "25942")
        String unit,

        @Schema(requiredMode = RequiredMode.REQUIRED, example = "tri-thuc-tre")
        String team,

        @Schema(requiredMode = RequiredMode.REQUIRED, example = "chu-ky-so-ca-nhan")
        String service,

        @Schema(requiredMode = RequiredMode.REQUIRED) CitizenAssisted.Channel channel,

        @Schema(requiredMode = RequiredMode.REQUIRED, example = "2025-03-26T07:30:00+07:00")
        OffsetDateTime assistedAt,

        @Schema(
                requiredMode = RequiredMode.REQUIRED,
                description = "lượt, occasions of help, 1 or more",
                minimum = "1",
                example = "3")
        int citizens,

        @Schema(requiredMode = RequiredMode.REQUIRED) CitizenAssisted.Outcome outcome,

        @Schema(description = "your own name for this report, unique among yours", example = "DA-2025-0017") @Nullable
        String clientReference) {}
