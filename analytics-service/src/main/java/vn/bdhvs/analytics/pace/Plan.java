package vn.bdhvs.analytics.pace;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import vn.bdhvs.campaign.Campaign;

/**
 * How a target is spread over its days: by the weights of the campaign's phases, evenly within each, and evenly where there is
 * no weight. Within a day it grows between the campaign's active hours. All times are local to the campaign. Immutable.
 */
public final class Plan {

    private final LocalDate from;
    private final LocalDate to;
    private final Campaign.ActiveHours hours;

    /** What is planned until the end of each day, of the whole: the last is 1. */
    private final double[] until;

    private Plan(LocalDate from, LocalDate to, Campaign.ActiveHours hours, double[] until) {
        this.from = from;
        this.to = to;
        this.hours = hours;
        this.until = until;
    }

    /** The plan of a target, by the phase in which it counts; none if that has no dates. */
    public static Optional<Plan> of(Campaign campaign, Campaign.Target target) {
        String phase = target.phase();
        Stretch all = new Stretch(campaign.starts(), campaign.ends(), 1);
        Optional<Stretch> stretch =
                phase == null ? Optional.of(all) : campaign.phase(phase).flatMap(found -> Stretch.of(campaign, found));
        return stretch.map(days ->
                new Plan(days.from(), days.to(), campaign.activeHours(), cumulated(campaign, days.from(), days.to())));
    }

    private static double[] cumulated(Campaign campaign, LocalDate from, LocalDate to) {
        List<Stretch> stretches = campaign.phases().stream()
                .flatMap(phase -> Stretch.of(campaign, phase).stream())
                .toList();
        double weighted = stretches.stream().mapToDouble(Stretch::weight).sum();
        double rest = (1 - weighted) / (campaign.starts().until(campaign.ends(), ChronoUnit.DAYS) + 1);
        double[] until = new double[(int) from.until(to, ChronoUnit.DAYS) + 1];
        double sum = 0;
        for (int i = 0; i < until.length; i++) {
            LocalDate day = from.plusDays(i);
            sum += rest
                    + stretches.stream().mapToDouble(stretch -> stretch.on(day)).sum();
            until[i] = sum;
        }
        for (int i = 0; i < until.length; i++) {
            until[i] = sum > 0 ? until[i] / sum : (i + 1.0) / until.length;
        }
        return until;
    }

    /**
     * A plan of some of the days of another.
     *
     * @param share what of the whole is planned for these days: above 0, and 1 if they are all of them
     */
    public record Part(double share, Plan plan) {

        /** What of a whole target is planned for these days; at least 1. */
        public long of(long target) {
            return Math.max(1, Math.round(target * share));
        }
    }

    /** What of it falls on the days of a period; none if nothing does. */
    public Optional<Part> within(Period period) {
        LocalDate first = period.from() == null || period.from().isBefore(from) ? from : period.from();
        LocalDate last = period.to() == null || period.to().isAfter(to) ? to : period.to();
        if (first.equals(from) && last.equals(to)) {
            return Optional.of(new Part(1, this));
        }
        double before = untilEndOf(first.minusDays(1));
        double share = untilEndOf(last) - before;
        if (first.isAfter(last) || share <= 0) {
            return Optional.empty();
        }
        double[] untilThere = first.datesUntil(last.plusDays(1))
                .mapToDouble(day -> (untilEndOf(day) - before) / share)
                .toArray();
        return Optional.of(new Part(share, new Plan(first, last, hours, untilThere)));
    }

    /** First day. */
    public LocalDate from() {
        return from;
    }

    /** Last day. */
    public LocalDate to() {
        return to;
    }

    /** What of the whole is planned for one day: from 0 to 1, and 0 before and after. */
    public double share(LocalDate day) {
        return untilEndOf(day) - untilEndOf(day.minusDays(1));
    }

    /** What of the whole is planned until a time: from 0 to 1. */
    public double expected(LocalDateTime time) {
        LocalDate day = time.toLocalDate();
        return untilEndOf(day.minusDays(1)) + share(day) * passed(time);
    }

    /** Days from a time to the end, active hours only: 0.5 at two o'clock of the last day, if it goes on from 7 to 21. */
    public double daysLeft(LocalDateTime time) {
        LocalDate day = time.toLocalDate();
        if (day.isAfter(to)) {
            return 0;
        }
        return day.isBefore(from) ? until.length : day.until(to, ChronoUnit.DAYS) + 1 - passed(time);
    }

    private double untilEndOf(LocalDate day) {
        if (day.isBefore(from)) {
            return 0;
        }
        return day.isAfter(to) ? 1 : until[(int) from.until(day, ChronoUnit.DAYS)];
    }

    /** How much of the day has passed, by its active hours. */
    private double passed(LocalDateTime time) {
        double active = Duration.between(hours.from(), hours.to()).toMillis();
        double gone = Duration.between(hours.from(), time.toLocalTime()).toMillis();
        return Math.min(1, Math.max(0, gone / active));
    }

    /** Days among which a weight is spread evenly. */
    private record Stretch(LocalDate from, LocalDate to, double weight) {

        /** None if the phase has no dates; what lies outside the campaign does not count. */
        static Optional<Stretch> of(Campaign campaign, Campaign.Phase phase) {
            LocalDate from = phase.from();
            LocalDate to = phase.to();
            if (from == null || to == null) {
                return Optional.empty();
            }
            LocalDate first = from.isBefore(campaign.starts()) ? campaign.starts() : from;
            LocalDate last = to.isAfter(campaign.ends()) ? campaign.ends() : to;
            return first.isAfter(last)
                    ? Optional.empty()
                    : Optional.of(new Stretch(first, last, campaign.weights().getOrDefault(phase.code(), 0.0)));
        }

        double on(LocalDate day) {
            return day.isBefore(from) || day.isAfter(to) ? 0 : weight / (from.until(to, ChronoUnit.DAYS) + 1);
        }
    }
}
