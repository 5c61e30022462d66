package vn.bdhvs.local.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The province, its districts and their communes. A commune is as likely as its share of its district's population at
 * the census of 2019 (the communes of a district are taken to be equally large, for want of figures).
 */
final class Places {

    private static final String UNITS = "/vn/bdhvs/unit/binh-duong-units.csv";
    private static final String POPULATION = "/vn/bdhvs/local/demo/population.csv";
    private static final Place PROVINCE = new Place("74", "province-74", true);
    private static final String DISTRICT = "district-";
    private static final String CITY = "thanh-pho";
    private static final String RURAL_COMMUNE = "xa";
    private static final int ALL = 1_000;

    private final Habits habits;
    private final Map<String, Place> districts = new HashMap<>();
    private final Map<String, List<Place>> communes = new HashMap<>();
    private final Weighted<String> byPopulation;

    Places(Habits habits) {
        this.habits = habits;
        for (List<String> unit : rows(UNITS)) {
            String code = unit.get(0);
            String parent = unit.get(3);
            if (parent.equals(PROVINCE.code())) {
                districts.put(code, new Place(code, DISTRICT + code, unit.get(2).equals(CITY)));
            } else if (parent.length() == 3) { // districts have three digits, the province two
                communes.computeIfAbsent(parent, district -> new ArrayList<>())
                        .add(new Place(code, DISTRICT + parent, !unit.get(2).equals(RURAL_COMMUNE)));
            }
        }
        Weighted.Builder<String> weighted = new Weighted.Builder<>();
        rows(POPULATION).forEach(row -> weighted.add(Integer.parseInt(row.get(2)), row.get(0)));
        byPopulation = weighted.build();
    }

    /** All communes, of all districts. */
    List<Place> communes() {
        return communes.values().stream().flatMap(List::stream).toList();
    }

    /** A unit that is at work on a day: mostly a commune, now and then a district or the province itself. */
    Place any(LocalDate day, RandomGenerator random) {
        int level = random.nextInt(ALL) - habits.higherUnits().province();
        if (level < 0) {
            return PROVINCE;
        }
        if (level < habits.higherUnits().district()) {
            return district(byPopulation.any(random));
        }
        Place commune;
        do {
            List<Place> all = communes.getOrDefault(byPopulation.any(random), List.of());
            commune = all.get(random.nextInt(all.size()));
        } while (!isAtWork(commune, day));
        return commune;
    }

    /** A unit that is at work on a day and reports through the same client as another. */
    Place neighbour(Place place, LocalDate day, RandomGenerator random) {
        if (place.equals(PROVINCE)) {
            return PROVINCE;
        }
        String district = place.client().substring(DISTRICT.length());
        List<Place> atWork = communes.getOrDefault(district, List.of()).stream()
                .filter(commune -> isAtWork(commune, day))
                .toList();
        return atWork.isEmpty() ? district(district) : atWork.get(random.nextInt(atWork.size()));
    }

    private boolean isAtWork(Place commune, LocalDate day) {
        return Attendance.of(commune, day, habits.quiet()) == Attendance.ACTIVE;
    }

    private Place district(String code) {
        Place district = districts.get(code);
        if (district == null) {
            throw new IllegalStateException(code + " is no district");
        }
        return district;
    }

    private static List<List<String>> rows(String resource) {
        try (InputStream stream = Places.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException(resource + " is not on the class path");
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
            // The columns wanted here come first, and none of them is quoted.
            return lines.lines()
                    .skip(1)
                    .map(line -> List.of(line.split(",", -1)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
