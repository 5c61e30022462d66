package vn.bdhvs.local.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What is usual in the campaign, as {@code habits.yaml} says, which also names the source of each proportion. */
record Habits(
        String campaign,
        ZoneId timeZone,
        LocalDate from,
        LocalDate until,
        Map<Kind, Double> shares,
        Map<Kind, Map<DayKind, List<Double>>> rhythm,
        Night night,
        HigherUnits higherUnits,
        Quiet quiet,
        Lateness lateness,
        Past history,
        Mix teams,
        AssistHabits assists,
        ClassHabits classes,
        VolunteerHabits volunteers) {

    private static final String RESOURCE = "habits.yaml";

    /** Local hours: from the first until before the second, over midnight. */
    record Night(int from, int to) {}

    /** Of a thousand reports. */
    record HigherUnits(int district, int province) {}

    /** Of a hundred communes, urban and rural; and of a hundred of those. */
    record Quiet(List<Integer> weekday, List<Integer> saturday, List<Integer> sunday, int silent) {

        int percent(DayKind day, boolean urban) {
            List<Integer> percent =
                    switch (day) {
                        case WEEKDAY -> weekday;
                        case SATURDAY -> saturday;
                        case SUNDAY -> sunday;
                    };
            return percent.get(urban ? 0 : 1);
        }
    }

    /** Of a thousand reports, and requests; the days with their weights. */
    record Lateness(
            int late,
            int bundles,
            List<Integer> bundleOf,
            Map<Integer, Integer> daysBack,
            int copies,
            int batchCopies) {}

    /** The first fill. */
    record Past(int days, Mix shiftOf, int classesADay, int volunteersADay) {}

    record AssistHabits(Mix services, Mix channels, Mix outcomes, Mix citizens) {}

    record ClassHabits(
            Groups groups,
            Map<String, Topic> topics,
            Mix modes,
            Mix minutes,
            Mix learners,
            Mix learnersOnline,
            Mix venues) {}

    /** Shares of the learners. */
    record Groups(double members, double female, double over60) {}

    /** What is taught; null where it is as in every class. */
    record Topic(
            List<Integer> weights,
            @Nullable String team,
            @Nullable Double members,
            @Nullable Double over60) {}

    record VolunteerHabits(int bornFrom, int bornTo, Mix genders) {}

    static Habits usual() {
        try (InputStream yaml = Habits.class.getResourceAsStream(RESOURCE)) {
            if (yaml == null) {
                throw new IllegalStateException(RESOURCE + " is not on the class path");
            }
            Map<String, Object> tree = new Yaml().load(yaml);
            return JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build()
                    .convertValue(tree, Habits.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant, timeZone);
    }

    /** Whether the units that the demo knows, and the campaign, are there on a day. */
    boolean covers(LocalDate day) {
        return !day.isBefore(from) && day.isBefore(until);
    }
}
