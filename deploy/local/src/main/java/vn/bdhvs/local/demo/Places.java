package vn.bdhvs.local.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The communes, each as likely as its share of its district's population at the census of 2019 (the communes of a
 * district are taken to be equally large, for want of figures).
 */
final class Places {

    private static final String UNITS = "/vn/bdhvs/unit/binh-duong-units.csv";
    private static final String POPULATION = "/vn/bdhvs/local/demo/population.csv";

    /** A commune, by the codes of the unit register. */
    record Commune(String code, String district) {}

    private final Map<String, List<Commune>> byDistrict = new HashMap<>();
    private final Weighted<String> districts;

    Places() {
        for (List<String> unit : rows(UNITS)) {
            String parent = unit.get(3);
            if (parent.length() == 3) { // districts have three digits, the province two
                byDistrict
                        .computeIfAbsent(parent, district -> new ArrayList<>())
                        .add(new Commune(unit.get(0), parent));
            }
        }
        Weighted.Builder<String> weighted = new Weighted.Builder<>();
        rows(POPULATION).forEach(row -> weighted.add(Integer.parseInt(row.get(2)), row.get(0)));
        districts = weighted.build();
    }

    Commune any(RandomGenerator random) {
        List<Commune> communes = byDistrict.getOrDefault(districts.any(random), List.of());
        return communes.get(random.nextInt(communes.size()));
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
