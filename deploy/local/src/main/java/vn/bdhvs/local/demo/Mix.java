package vn.bdhvs.local.demo;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Some codes or numbers, each as likely as its weight; urban and rural places have weights of their own. */
final class Mix {

    private final Weighted<String> urban;
    private final Weighted<String> rural;

    /** Takes the weights of each: the urban one, then the rural one. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    Mix(Map<String, List<Integer>> weights) {
        this.urban = weighted(weights, 0);
        this.rural = weighted(weights, 1);
    }

    private static Weighted<String> weighted(Map<String, List<Integer>> weights, int column) {
        Weighted.Builder<String> builder = new Weighted.Builder<>();
        weights.forEach((code, pair) -> {
            if (pair.size() != 2) {
                throw new IllegalArgumentException(code + " wants two weights, [urban, rural]");
            }
            builder.add(pair.get(column), code);
        });
        return builder.build();
    }

    String any(Place place, RandomGenerator random) {
        return (place.urban() ? urban : rural).any(random);
    }

    int number(Place place, RandomGenerator random) {
        return Integer.parseInt(any(place, random));
    }
}
