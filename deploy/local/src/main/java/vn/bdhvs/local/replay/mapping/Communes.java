package vn.bdhvs.local.replay.mapping;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The codes of the communes by district, from the unit register. */
final class Communes {

    private static final String UNITS = "/vn/bdhvs/unit/binh-duong-units.csv";
    private static final int DISTRICT_DIGITS = 3;
    private static final int PARENT = 3;

    private static final SortedMap<String, List<String>> BY_DISTRICT = read();

    private Communes() {}

    static List<String> all() {
        return BY_DISTRICT.values().stream().flatMap(List::stream).sorted().toList();
    }

    /** The communes of these districts, by code in ascending order. */
    static List<String> of(String path, List<String> districts) {
        List<String> communes = new ArrayList<>();
        for (String district : districts) {
            List<String> ofDistrict = BY_DISTRICT.get(district);
            if (ofDistrict == null) {
                throw new MappingError(
                        path,
                        "there is no district '%s'; allowed: all, or a list of %s"
                                .formatted(district, String.join(", ", BY_DISTRICT.keySet())));
            }
            communes.addAll(ofDistrict);
        }
        return communes.stream().distinct().sorted().toList();
    }

    private static SortedMap<String, List<String>> read() {
        try (InputStream stream = Communes.class.getResourceAsStream(UNITS)) {
            if (stream == null) {
                throw new IllegalStateException(UNITS + " is not on the class path");
            }
            SortedMap<String, List<String>> byDistrict = new TreeMap<>();
            new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))
                    .lines()
                    .skip(1)
                    .map(line -> line.split(",", -1))
                    .filter(unit -> unit[PARENT].length() == DISTRICT_DIGITS)
                    .forEach(unit -> byDistrict
                            .computeIfAbsent(unit[PARENT], district -> new ArrayList<>())
                            .add(unit[0]));
            return byDistrict;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
