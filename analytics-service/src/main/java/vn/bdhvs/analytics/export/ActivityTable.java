package vn.bdhvs.analytics.export;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import vn.bdhvs.analytics.catalogue.UnanswerableQuestion;
import vn.bdhvs.analytics.copy.Words;
import vn.bdhvs.analytics.explain.Explanation;
import vn.bdhvs.analytics.figures.Cell;
import vn.bdhvs.analytics.figures.FiguresQuery;
import vn.bdhvs.campaign.Campaign;
import vn.bdhvs.event.ActivityEvent;
import vn.bdhvs.unit.Unit;
import vn.bdhvs.unit.UnitRegister;

/** The activities behind figures as a table, whose columns sum to them. Opaque ids, codes and counts: never a person. Blocking. */
@Component
class ActivityTable {

    private static final int MOST = 20_000;

    private static final List<String> HEADS = List.of(
            "drill.col.time",
            "drill.col.recv",
            "rank.col.unit",
            "exp.code",
            "drill.col.what",
            "exp.content",
            "exp.team",
            "exp.reports",
            "kpi.lea",
            "kpi.ast",
            "feed.t.fix",
            "exp.id");

    private final Explanation explanation;
    private final UnitRegister units;
    private final Words words;

    ActivityTable(Explanation explanation, UnitRegister units, Words words) {
        this.explanation = explanation;
        this.units = units;
        this.words = words;
    }

    /** All of them; a 400 that says how to ask for fewer, if there are too many for one file. */
    Table of(FiguresQuery.Question question, Explanation.Choice choice, Words.Language language) {
        List<Explanation.Listed> all = explanation.all(question, choice, MOST);
        if (all.size() > MOST) {
            throw new UnanswerableQuestion(
                    HttpStatus.BAD_REQUEST,
                    "from",
                    "these are more than %d activities; ask for fewer days (from, to) or for a smaller unit"
                            .formatted(MOST));
        }
        Campaign campaign = question.area().campaign();
        return new Table(
                words.text(language, "exp.sheet.activities"),
                HEADS.stream().map(head -> words.text(language, head)).toList(),
                all.stream().map(listed -> row(listed, campaign, language)).toList());
    }

    private List<@Nullable Object> row(Explanation.Listed listed, Campaign campaign, Words.Language language) {
        ActivityEvent event = listed.event();
        Cell cell = Cell.of(event);
        Map<String, String> dimensions = cell.dimensions();
        return new ArrayList<>(Arrays.asList(
                local(event.time(), campaign),
                local(event.recordedTime(), campaign),
                units.find(listed.unit()).map(Unit::name).orElse(listed.unit().code()),
                listed.unit().code(),
                words.text(language, kind(cell)),
                name(
                        Stream.concat(campaign.services().stream(), campaign.topics().stream()),
                        content(dimensions),
                        language),
                name(campaign.teams().stream(), dimensions.get("team"), language),
                cell.counts().get("n"),
                cell.counts().get("learners"),
                cell.counts().get("citizens"),
                event.retracted() == null ? null : words.text(language, "feed.t.fix"),
                event.subject()));
    }

    private static LocalDateTime local(Instant instant, Campaign campaign) {
        return LocalDateTime.ofInstant(instant, campaign.timeZone());
    }

    private static String kind(Cell cell) {
        return switch (cell.kind()) {
            case ASSISTS -> "feed.t.ast";
            case CLASSES -> "feed.t.cls";
            case VOLUNTEERS -> "kpi.vol";
            case NIL_REPORTS -> throw new IllegalStateException("nothing counts " + cell.kind());
        };
    }

    private static @Nullable String content(Map<String, String> dimensions) {
        return dimensions.getOrDefault("service", dimensions.get("topic"));
    }

    private static @Nullable String name(Stream<Campaign.Term> terms, @Nullable String code, Words.Language language) {
        return terms.filter(term -> term.code().equals(code))
                .findFirst()
                .map(term -> language.of(term.name()))
                .orElse(code);
    }
}
