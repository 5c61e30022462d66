package vn.bdhvs.report.web;

import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;

/** What the API takes for a retraction: its description for the OpenAPI document. The controller reads the field. */
record RetractionForm(
        @Schema(
                requiredMode = RequiredMode.REQUIRED,
                minLength = 1,
                maxLength = 200,
                description = "why, for people; it never leaves the service",
                example = "Báo cáo trùng với đợt trước")
        String reason) {}
