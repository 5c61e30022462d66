package vn.bdhvs.analytics.export;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import vn.bdhvs.analytics.catalogue.Asked;
import vn.bdhvs.analytics.catalogue.Asker;
import vn.bdhvs.analytics.catalogue.FewAtOnce;
import vn.bdhvs.analytics.catalogue.Scopes;
import vn.bdhvs.analytics.catalogue.UnanswerableQuestion;
import vn.bdhvs.analytics.copy.Words;
import vn.bdhvs.analytics.figures.RowsQuestion;
import vn.bdhvs.campaign.Campaign;
import vn.bdhvs.clock.BusinessClock;

/** Figures as a file, over HTTP. */
@RestController
@Tag(name = "Campaign")
@SecurityRequirement(name = "token")
class ExportController {

    private static final int AT_ONCE = 2;
    private static final MediaType XLSX =
            MediaType.parseMediaType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    private static final MediaType CSV = MediaType.parseMediaType("text/csv;charset=UTF-8");

    private final FewAtOnce few = new FewAtOnce(AT_ONCE);
    private final Export export;
    private final Scopes scopes;
    private final BusinessClock clock;

    ExportController(Export export, Scopes scopes, BusinessClock clock) {
        this.export = export;
        this.scopes = scopes;
        this.clock = clock;
    }

    private enum Format {
        XLSX,
        CSV
    }

    /**
     * The figures of a unit as an Excel file with a sheet for each table, or one table as CSV.
     *
     * @param by to be left out: each table says itself by what it is broken down
     */
    @GetMapping("/api/v1/campaigns/{campaign}/export")
    @Operation(
            summary = "Have figures as a file",
            description =
                    "xlsx: all tables, one sheet each. csv: one of them, UTF-8 with a byte order mark, semicolons and decimal"
                            + " commas in Vietnamese, commas and decimal points in English. Each table sums to the same total.",
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            content = @Content(schema = @Schema(type = "string", format = "binary"))))
    Mono<ResponseEntity<byte[]>> export(
            @Parameter(description = "Code of the campaign", example = "binh-dan-hoc-vu-so-2025") @PathVariable
                    String campaign,
            @ParameterObject RowsQuestion rows,
            @Parameter(description = "As it was known then; a time with its offset")
                    @RequestParam(required = false)
                    @Nullable
                    String asOf,
            @Parameter(description = "xlsx (if left out) or csv") @RequestParam(defaultValue = "xlsx") String format,
            @Parameter(description = "Of csv: summary, units (if left out), days, services or activities")
                    @RequestParam(defaultValue = "units")
                    String sheet,
            @Parameter(description = "Of xlsx: true for a sheet of the activities too")
                    @RequestParam(defaultValue = "false")
                    boolean activities,
            @ParameterObject ListQuestion list,
            @Parameter(description = "Language of names: vi (if left out) or en") @RequestParam(defaultValue = "vi")
                    String lang,
            @Parameter(hidden = true) JwtAuthenticationToken token) {
        Campaign known = scopes.campaign(campaign);
        Format wanted = Asked.oneOf("format", format, Format.values());
        Export.Sheet table = Asked.oneOf("sheet", sheet, Export.Sheet.values());
        Words.Language language = Asked.oneOf("lang", lang, Words.Language.values());
        Instant moment = Asked.past("asOf", asOf, clock.instant());
        Asker asker = Asker.of(token);
        Export.Question question =
                new Export.Question(by -> rows.by(by).read(known, scopes, asker, moment), list.read(known), language);
        question.by().apply("");
        boolean withActivities = activities || (wanted == Format.CSV && table == Export.Sheet.ACTIVITIES);
        if (withActivities && !asker.readsActivities()) {
            throw new UnanswerableQuestion(
                    HttpStatus.FORBIDDEN, "activities", "single activities are not for the role of a wall screen");
        }
        return Mono.fromCallable(() -> few.answer("format", () -> answer(question, wanted, table, activities)))
                .subscribeOn(Schedulers.boundedElastic());
    }

    private ResponseEntity<byte[]> answer(
            Export.Question question, Format format, Export.Sheet sheet, boolean withActivities) {
        List<String> before = export.before(question);
        byte[] file = format == Format.XLSX
                ? Workbook.of(before, tables(question, withActivities))
                : Csv.of(before, export.table(question, sheet), question.language());
        String name = export.fileName(question) + "." + Asked.nameOf(format);
        return ResponseEntity.ok()
                .contentType(format == Format.XLSX ? XLSX : CSV)
                .headers(headers -> headers.setContentDisposition(
                        ContentDisposition.attachment().filename(name).build()))
                .body(file);
    }

    private List<Table> tables(Export.Question question, boolean withActivities) {
        return withActivities
                ? Stream.concat(export.tables(question).stream(), Stream.of(export.activities(question)))
                        .toList()
                : export.tables(question);
    }
}
