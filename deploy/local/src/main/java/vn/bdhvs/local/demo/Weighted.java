package vn.bdhvs.local.demo;

import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** Some things, each as likely as its weight. */
final class Weighted<T> {

    private final TreeMap<Integer, T> byUpperEnd;

    private Weighted(TreeMap<Integer, T> byUpperEnd) {
        this.byUpperEnd = byUpperEnd;
    }

    T any(RandomGenerator random) {
        return byUpperEnd.higherEntry(random.nextInt(byUpperEnd.lastKey())).getValue();
    }

    static final class Builder<T> {

        private final TreeMap<Integer, T> byUpperEnd = new TreeMap<>();

        /** Adds a thing; one without weight never occurs. */
        Builder<T> add(int weight, T thing) {
            if (weight > 0) {
                byUpperEnd.put((byUpperEnd.isEmpty() ? 0 : byUpperEnd.lastKey()) + weight, thing);
            }
            return this;
        }

        Weighted<T> build() {
            return new Weighted<>(byUpperEnd);
        }
    }
}
