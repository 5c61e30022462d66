package vn.bdhvs.e2e.fault;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * What a careless world sends: good events, copies of them anywhere and at any time, and bad records, shuffled. Only the
 * reuse of an identity comes after what it is taken from, and on the same partition: else nobody could say which of the
 * two has to be refused.
 */
final class Mix {

    /** A bad record of some megabytes is rare among the bad. */
    private static final int OVERSIZE_EVERY = 100;

    private Mix() {}

    /**
     * Makes a mix. The same arguments make the same one.
     *
     * @param events how many different good events
     * @param copies share of them that is sent a second time, half of these to another partition
     * @param bad share of them by which there are bad records besides
     */
    static List<Shipment> of(long seed, int events, double copies, double bad) {
        return of(new Facts(seed), seed, events, copies, bad);
    }

    /** As {@link #of(long, int, double, double)}, of facts of which this is decided already. */
    static List<Shipment> of(Facts facts, long seed, int events, double copies, double bad) {
        Random random = new Random(~seed);
        List<Ordered> mixed = new ArrayList<>();
        List<Flaw> flaws = new ArrayList<>(List.of(Flaw.values()));
        flaws.removeAll(List.of(Flaw.OVERSIZE, Flaw.BEYOND_A_DOCUMENT, Flaw.ENDLESS_ID));
        int spoiled = 0;
        for (int i = 0; i < events; i++) {
            Fact fact = facts.next();
            Shipment good = random.nextInt(5) == 0 ? Shipment.structured(fact) : Shipment.binary(fact);
            double place = random.nextDouble();
            mixed.add(new Ordered(place, good));
            if (random.nextDouble() < copies) {
                mixed.add(new Ordered(random.nextDouble(), copy(fact, good, random)));
            }
            if (random.nextDouble() < bad) {
                spoiled++;
                Flaw flaw = spoiled % OVERSIZE_EVERY == 1 ? Flaw.OVERSIZE : flaws.get(spoiled % flaws.size());
                mixed.add(spoiled(flaw, fact, place, facts, random));
            }
        }
        mixed.sort(Comparator.comparingDouble(Ordered::place));
        return mixed.stream().map(Ordered::shipment).toList();
    }

    /**
     * As {@link #of(Facts, long, int, double, double)}, with facts that are taken back, before their original or after it.
     *
     * @param corrected share of the facts that are taken back and said anew
     * @param retracted share of them that are only taken back
     */
    static List<Shipment> withReversals(
            Facts facts, long seed, int events, double corrected, double retracted, double copies) {
        Random random = new Random(seed + 1);
        List<Shipment> mixed = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            Fact fact = facts.next();
            mixed.add(Shipment.binary(fact));
            double fate = random.nextDouble();
            if (fate < corrected + retracted) {
                Fact reversal = facts.retraction(fact);
                mixed.add(Shipment.structured(reversal));
                if (fate < corrected) {
                    mixed.add(Shipment.binary(facts.instead(fact, reversal.recorded())));
                }
                if (random.nextDouble() < copies) {
                    mixed.add(copy(reversal, Shipment.binary(reversal), random));
                }
            }
            if (random.nextDouble() < copies) {
                mixed.add(copy(fact, Shipment.binary(fact), random));
            }
        }
        Collections.shuffle(mixed, random);
        return mixed;
    }

    private record Ordered(double place, Shipment shipment) {}

    /** The same event: in the same bytes or in the other mode, on its own partition or anywhere. */
    static Shipment copy(Fact fact, Shipment sent, Random random) {
        Shipment again =
                switch (random.nextInt(3)) {
                    case 0 -> Shipment.structured(fact);
                    case 1 -> Shipment.binary(fact);
                    default -> sent;
                };
        return random.nextBoolean() ? again.onPartition(random.nextInt(1000)) : again;
    }

    private static Ordered spoiled(Flaw flaw, Fact taken, double place, Facts facts, Random random) {
        if (flaw != Flaw.IDENTITY_REUSED) {
            return new Ordered(random.nextDouble(), flaw.of(facts.next(), random));
        }
        if (Kind.ofType(taken.type()) == Kind.NIL) {
            return new Ordered(random.nextDouble(), Flaw.NULL_VALUE.of(facts.next(), random));
        }
        double later = place + (1 - place) * random.nextDouble();
        return new Ordered(Math.max(later, Math.nextUp(place)), flaw.of(taken, random));
    }
}
