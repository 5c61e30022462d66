package vn.bdhvs.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import vn.bdhvs.event.CitizenAssisted;
import vn.bdhvs.unit.UnitRegister;

class ActivityCheckTests {

    private static final Instant NOW = Instant.parse("2025-03-26T02:00:00Z");

    private final Catalogue catalogue =
            Catalogue.read(List.of(new ClassPathResource("vn/bdhvs/campaign/binh-dan-hoc-vu-so-2025.yaml")));
    private final ActivityCheck check = new ActivityCheck(
            catalogue,
            UnitRegister.read(
                    new ClassPathResource("vn/bdhvs/unit/binh-duong-units.csv"),
                    new ClassPathResource("vn/bdhvs/unit/binh-duong-successions.csv")));

    @Test
    void acceptsWhatTheCampaignKnows() {
        assertThat(violations("25942", "tri-thuc-tre", "chu-ky-so-ca-nhan", 3, NOW))
                .isEmpty();
    }

    @Test
    void acceptsEveryLevelOfUnit() {
        assertThat(violations("724", "tri-thuc-tre", "chu-ky-so-ca-nhan", 3, NOW))
                .isEmpty();
        assertThat(violations("74", "tri-thuc-tre", "chu-ky-so-ca-nhan", 3, NOW))
                .isEmpty();
    }

    @Test
    void namesEveryFieldThatIsWrongAndWhatIsAllowed() {
        List<Violation> violations = violations("99999", "nobody", "nothing", 0, NOW);
        assertThat(violations).extracting(Violation::field).containsExactly("unit", "team", "service", "citizens");
        assertThat(violations.get(1).allowed()).contains("tri-thuc-tre");
    }

    @Test
    void tellsAnExpiredUnitFromAnUnknownOne() {
        Instant july = Instant.parse("2025-07-02T02:00:00Z");
        assertThat(violations("724", "tri-thuc-tre", "chu-ky-so-ca-nhan", 1, july))
                .extracting(Violation::reason)
                .containsExactly("expired-unit");
    }

    @Test
    void acceptsTheUnitsThatTookOverInTheMiddleOfTheCampaignFromTheirFirstDayOn() {
        Instant lastEvening = Instant.parse("2025-06-30T16:59:59Z");
        for (String unit : List.of("79", "25750", "25942")) {
            assertThat(violations(unit, "tri-thuc-tre", "chu-ky-so-ca-nhan", 1, lastEvening.plusSeconds(1)))
                    .isEmpty();
        }
        assertThat(violations("74", "tri-thuc-tre", "chu-ky-so-ca-nhan", 1, lastEvening))
                .isEmpty();
        assertThat(violations("79", "tri-thuc-tre", "chu-ky-so-ca-nhan", 1, lastEvening))
                .extracting(Violation::detail)
                .containsExactly("79 (Thành phố Hồ Chí Minh) is a unit from 2025-07-01 on, and was none on 2025-06-30");
    }

    @Test
    void saysWhatBecameOfAUnitThatEnded() {
        assertThat(violations("25741", "tri-thuc-tre", "chu-ky-so-ca-nhan", 1, Instant.parse("2025-07-02T02:00:00Z")))
                .extracting(Violation::detail)
                .containsExactly("25741 (Phường Hiệp Thành) was a unit until before 2025-07-01, and none on 2025-07-02;"
                        + " what became of it: 25747 (Phường Thủ Dầu Một), 25750 (Phường Phú Lợi)");
    }

    @Test
    void allowsFiveMinutesOfClockSkewAndNoMore() {
        assertThat(violations("724", "tri-thuc-tre", "chu-ky-so-ca-nhan", 1, NOW.plusSeconds(300), NOW))
                .isEmpty();
        assertThat(violations("724", "tri-thuc-tre", "chu-ky-so-ca-nhan", 1, NOW.plusSeconds(301), NOW))
                .extracting(Violation::field)
                .containsExactly("assistedAt");
    }

    @Test
    void shipsTheWholeCatalogueOfTheCampaign() {
        Campaign campaign = catalogue.all().iterator().next();
        assertThat(campaign.teams()).hasSize(5);
        assertThat(campaign.topics()).hasSize(14);
        assertThat(campaign.services()).hasSize(10);
        assertThat(campaign.targets()).extracting(Campaign.Target::value).containsExactly(200_000L, 52_000L);
    }

    private List<Violation> violations(String unit, String team, String service, int citizens, Instant time) {
        return violations(unit, team, service, citizens, time, time);
    }

    private List<Violation> violations(
            String unit, String team, String service, int citizens, Instant time, Instant recorded) {
        CitizenAssisted assisted = new CitizenAssisted(
                "binh-dan-hoc-vu-so-2025",
                unit,
                team,
                service,
                CitizenAssisted.Channel.HOME,
                CitizenAssisted.Outcome.COMPLETED,
                citizens);
        return check.check(assisted, "assistedAt", time, recorded);
    }
}
