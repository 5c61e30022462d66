package vn.bdhvs.local.replay.mapping;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Gives a place of another country a commune of ours, always the same one, so that anybody can work it out again: the
 * CRC-32 of the text in UTF-8, modulo the number of communes, is its index among their codes in ascending order.
 */
final class Spread {

    private final List<String> communes;

    private Spread(List<String> communes) {
        this.communes = communes;
    }

    /** Reads {@code all} or a list of districts. */
    static Spread read(String path, JsonNode node) {
        List<String> districts = Section.texts(path, node);
        return new Spread(districts.equals(List.of("all")) ? Communes.all() : Communes.of(path, districts));
    }

    String commune(String place) {
        return communes.get((int) (Texts.crc32(place) % communes.size()));
    }
}
