package vn.bdhvs.local.replay.mapping;

import java.util.List;

/**
 * A field of the HTTP API that a mapping may or must fill.
 *
 * @param name with dots for what lies within, as in the API's own errors: {@code learners.total}
 * @param allowed the only values that there are; empty if the API decides
 */
record Field(String name, Type type, boolean required, List<String> allowed) {

    enum Type {
        TEXT,
        INTEGER,
        TIME
    }

    static Field text(String name) {
        return new Field(name, Type.TEXT, true, List.of());
    }

    static Field oneOf(String name, String... allowed) {
        return new Field(name, Type.TEXT, true, List.of(allowed));
    }

    static Field integer(String name) {
        return new Field(name, Type.INTEGER, true, List.of());
    }

    static Field time(String name) {
        return new Field(name, Type.TIME, true, List.of());
    }

    Field optional() {
        return new Field(name, type, false, allowed);
    }
}
