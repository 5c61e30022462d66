package vn.bdhvs.analytics.catalogue;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import vn.bdhvs.analytics.map.Borders;

/** The map over HTTP. */
@RestController
@Tag(name = "Campaign")
@SecurityRequirement(name = "token")
class MapController {

    private final DistrictMap map;
    private final Scopes scopes;

    MapController(DistrictMap map, Scopes scopes) {
        this.map = map;
        this.scopes = scopes;
    }

    /** Borders are everybody's to see who sees figures: they are no figures. */
    @GetMapping(path = "/api/v1/campaigns/{campaign}/map", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Ask for the borders of the districts",
            description =
                    "The districts of today as GeoJSON (RFC 7946), each a MultiPolygon with its code, rounded to eleven"
                            + " metres; missing names those that the operator's file does not draw. 404 if the operator has given"
                            + " none. It has an ETag: ask again with If-None-Match.",
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                                            schema = @Schema(implementation = Borders.FeatureCollection.class))))
    ResponseEntity<byte[]> map(
            @Parameter(description = "Code of the campaign", example = "binh-dan-hoc-vu-so-2025") @PathVariable
                    String campaign) {
        DistrictMap.Drawing drawing = map.of(scopes.campaign(campaign));
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noCache().cachePrivate())
                .eTag(drawing.tag())
                .body(drawing.json());
    }
}
