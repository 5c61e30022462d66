package vn.bdhvs.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;

class CampaignPlanTests {

    private static final String TARGET = """
            - code: lop-hoc
              name: { vi: "Lớp học", en: "Classes" }
              phase: null
              measure: classes
              where: {}
              value: 180
              units: { "718": 24 }
            """;

    private static Campaign withPlan(String campaign, String phases, String weights, String targets) {
        String plan =
                "campaign: %s%nphases: %s%nweights: %s%ntargets:%n%s".formatted(campaign, phases, weights, targets);
        return Catalogue.read(
                        List.of(new ClassPathResource("vn/bdhvs/campaign/binh-dan-hoc-vu-so-2025.yaml")),
                        List.of(new ByteArrayResource(plan.getBytes(StandardCharsets.UTF_8))))
                .find("binh-dan-hoc-vu-so-2025")
                .orElseThrow();
    }

    private static Campaign withPlan(String phases, String weights) {
        return withPlan("binh-dan-hoc-vu-so-2025", phases, weights, TARGET);
    }

    @Test
    void addsToWhatWasPublished() {
        Campaign campaign =
                withPlan("{ cao-diem-15-ngay: { from: 2025-03-12, to: 2025-03-26 } }", "{ cao-diem-15-ngay: 0.1 }");
        assertThat(campaign.phase("cao-diem-15-ngay").orElseThrow().from()).isEqualTo(LocalDate.of(2025, 3, 12));
        assertThat(campaign.weights()).containsEntry("cao-diem-15-ngay", 0.1);
        assertThat(campaign.targets())
                .extracting(Campaign.Target::code)
                .containsExactly("smartca-200000", "doan-vien-52000", "lop-hoc");
        assertThat(campaign.targets().get(0).source()).startsWith("https://");
        assertThat(campaign.targets().get(2).source())
                .as("the operator's own has no source")
                .isNull();
        assertThat(campaign.targets().get(2).isOfAll()).isTrue();
    }

    @Test
    void cannotMoveAPhaseWhoseDatesArePublished() {
        assertThatThrownBy(() -> withPlan("{ thang-thanh-nien: { from: 2025-03-02, to: 2025-03-26 } }", "{}"))
                .hasMessageContaining("thang-thanh-nien")
                .hasMessageContaining("published");
    }

    @Test
    void namesAPhaseThatThereIsNot() {
        assertThatThrownBy(() -> withPlan("{}", "{ cao-diem: 0.1 }"))
                .hasMessageContaining("'cao-diem'")
                .hasMessageContaining("cao-diem-15-ngay");
    }

    @Test
    void cannotGiveAwayMoreThanThereIs() {
        assertThatThrownBy(() -> withPlan("{}", "{ thang-thanh-nien: 0.6, nghi-quyet-57: 0.5 }"))
                .hasMessageContaining("weights");
    }

    @Test
    void cannotEndAPhaseBeforeItBegins() {
        assertThatThrownBy(() -> withPlan("{ cao-diem-15-ngay: { from: 2025-03-26, to: 2025-03-12 } }", "{}"))
                .hasMessageContaining("ends before it begins");
    }

    @Test
    void isOfACampaignThatThereIs() {
        assertThatThrownBy(() -> withPlan("another", "{}", "{}", TARGET))
                .hasMessageContaining("'another'")
                .hasMessageContaining("no campaign file");
    }
}
