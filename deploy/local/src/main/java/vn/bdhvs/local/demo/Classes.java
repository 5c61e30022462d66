package vn.bdhvs.local.demo;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Makes up reports of classes, soon after their end. */
final class Classes {

    private static final String ONLINE = "online";
    private static final int SOONEST_MINUTES = 2;
    private static final int LATEST_MINUTES = 20;
    private static final long QUARTER_SECONDS = Duration.ofMinutes(15).toSeconds();
    private static final int LEARNERS_PER_INSTRUCTOR = 20;
    /** How far a number strays from what is usual. */
    private static final double STRAY = 0.25;
    /** Of as many reports, one has not counted its learners by group. */
    private static final int UNCOUNTED = 8;

    private final Habits habits;
    private final Mix topics;

    Classes(Habits habits) {
        this.habits = habits;
        Map<String, List<Integer>> weights = new LinkedHashMap<>();
        habits.classes().topics().forEach((code, topic) -> weights.put(code, topic.weights()));
        this.topics = new Mix(weights);
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Content(
            String campaign,
            String unit,
            String team,
            String topic,
            String mode,
            String startedAt,
            int durationMinutes,
            Learners learners,
            int instructors,
            @Nullable String venue) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Learners(
            int total,
            @Nullable Integer members,
            @Nullable Integer female,
            @Nullable Integer over60) {}

    /** A class that was over 2 to 35 minutes before the report; classes begin on the quarter of the hour. */
    Report at(Place place, Instant reported, RandomGenerator random) {
        Habits.ClassHabits usual = habits.classes();
        String code = topics.any(place, random);
        Habits.Topic topic = Objects.requireNonNull(usual.topics().get(code));
        String mode = usual.modes().any(place, random);
        boolean online = mode.equals(ONLINE);
        int minutes = usual.minutes().number(place, random);
        Instant latest = reported.minus(Duration.ofMinutes(minutes + random.nextInt(SOONEST_MINUTES, LATEST_MINUTES)));
        Instant startedAt = latest.minusSeconds(Math.floorMod(latest.getEpochSecond(), QUARTER_SECONDS));
        int total = around((online ? usual.learnersOnline() : usual.learners()).number(place, random), random);
        Content content = new Content(
                habits.campaign(),
                place.code(),
                topic.team() == null ? habits.teams().any(place, random) : topic.team(),
                code,
                mode,
                Report.time(startedAt, habits.timeZone()),
                minutes,
                learners(total, topic, random),
                1 + total / LEARNERS_PER_INSTRUCTOR,
                online ? null : usual.venues().any(place, random));
        return Report.of(Kind.CLASSES, place, content, random);
    }

    private Learners learners(int total, Habits.Topic topic, RandomGenerator random) {
        if (random.nextInt(UNCOUNTED) == 0) {
            return new Learners(total, null, null, null);
        }
        Habits.Groups usual = habits.classes().groups();
        return new Learners(
                total,
                group(total, topic.members() == null ? usual.members() : topic.members(), random),
                group(total, usual.female(), random),
                group(total, topic.over60() == null ? usual.over60() : topic.over60(), random));
    }

    /** Nobody strays from a group that is everyone. */
    private static int group(int total, double share, RandomGenerator random) {
        return share >= 1 ? total : Math.min(total, around(total * share, random));
    }

    private static int around(double usual, RandomGenerator random) {
        return (int) Math.round(usual * random.nextDouble(1 - STRAY, 1 + STRAY));
    }
}
