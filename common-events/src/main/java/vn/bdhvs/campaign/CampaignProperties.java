package vn.bdhvs.campaign;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.Resource;

/**
 * Which campaigns run here, on which unit register and by which clock.
 *
 * @param files campaign files; a file outside the jar ({@code file:…}) replaces the one shipped
 * @param plans what the operator sets in addition, one file a campaign: {@link CampaignPlan}
 * @param units the unit register
 * @param successions what became of units that ended, and where the operator wants those shown that were divided
 * @param referenceSecret of {@link vn.bdhvs.event.ClientReferences}; the same for all services of an installation
 */
@ConfigurationProperties("campaign")
record CampaignProperties(
        @DefaultValue("classpath:vn/bdhvs/campaign/binh-dan-hoc-vu-so-2025.yaml")
        List<Resource> files,

        @DefaultValue List<Resource> plans,

        @DefaultValue("classpath:vn/bdhvs/unit/binh-duong-units.csv")
        Resource units,

        @DefaultValue("classpath:vn/bdhvs/unit/binh-duong-successions.csv")
        Resource successions,

        @DefaultValue ClockProperties clock,
        @Nullable String referenceSecret) {

    /**
     * The business clock: the real time, unless a start and an anchor are given.
     *
     * @param start business instant at the anchor
     * @param anchor real instant at which business time stood at {@code start}; the start of the process if left out
     * @param rate business seconds a real second
     */
    record ClockProperties(
            @Nullable Instant start,
            @Nullable Instant anchor,
            @DefaultValue("1") double rate) {}
}
