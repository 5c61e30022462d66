package vn.bdhvs.analytics.catalogue;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.util.DigestUtils;
import tools.jackson.databind.json.JsonMapper;
import vn.bdhvs.analytics.map.Borders;
import vn.bdhvs.campaign.Campaign;
import vn.bdhvs.clock.BusinessClock;
import vn.bdhvs.unit.Unit;

/** The map of a campaign's districts as they stand today, if the operator has given any borders. */
@Component
class DistrictMap {

    private static final Logger LOG = LoggerFactory.getLogger(DistrictMap.class);

    private final Map<String, Drawing> drawings = new ConcurrentHashMap<>();
    private final Optional<Borders> borders;
    private final Scopes scopes;
    private final BusinessClock clock;
    private final JsonMapper json;

    DistrictMap(Optional<Borders> borders, Scopes scopes, BusinessClock clock, JsonMapper json) {
        this.borders = borders;
        this.scopes = scopes;
        this.clock = clock;
        this.json = json;
        scopes.campaigns().forEach(this::warnOfMissing);
    }

    private void warnOfMissing(Campaign campaign) {
        missing(campaign)
                .filter(codes -> !codes.isEmpty())
                .ifPresent(codes -> LOG.warn(
                        "map.geojson does not draw {} of {}: the page keeps to its tiles",
                        String.join(", ", codes),
                        campaign.code()));
    }

    /** Codes of the districts that it does not draw; empty if there is no map. */
    Optional<List<String>> missing(Campaign campaign) {
        return borders.map(known -> known.missing(districts(campaign, clock.today())));
    }

    /** The map as it is sent, or a 404 that says how there could be one. */
    Drawing of(Campaign campaign) {
        Borders known = borders.orElseThrow(() -> new UnanswerableQuestion(
                HttpStatus.NOT_FOUND, "campaign", "there is no map; the operator may give one by map.geojson"));
        LocalDate today = clock.today();
        return drawings.compute(
                campaign.code(),
                (code, drawn) -> drawn != null && drawn.day().equals(today) ? drawn : draw(known, campaign, today));
    }

    private Drawing draw(Borders known, Campaign campaign, LocalDate today) {
        byte[] sent = json.writeValueAsBytes(known.of(districts(campaign, today)));
        return new Drawing(today, "\"%s\"".formatted(DigestUtils.md5DigestAsHex(sent)), sent);
    }

    private List<String> districts(Campaign campaign, LocalDate today) {
        return scopes.area(campaign, null, null).membersOn(today).stream()
                .filter(unit -> unit.level() == Unit.Level.DISTRICT)
                .map(Unit::code)
                .toList();
    }

    /** A map of a day, in GeoJSON, and what it is known by. */
    record Drawing(LocalDate day, String tag, byte[] json) {}
}
