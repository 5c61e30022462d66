package vn.bdhvs.e2e.fault;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What can be wrong with a record, and the reason for which it then has to be rejected. */
enum Flaw {
    BROKEN_DATA("invalid-data") {
        @Override
        Shipment spoil(Fact fact, Random random) {
            byte[] data = Shipment.bytes(fact.data());
            return Shipment.binary(fact).withValue(Arrays.copyOf(data, data.length / 2));
        }
    },
    BROKEN_ENVELOPE("unreadable") {
        @Override
        Shipment spoil(Fact fact, Random random) {
            return Shipment.structured(fact).withValue(Shipment.bytes("{\"specversion\":\"1.0\",\"id\":"));
        }
    },
    NO_EVENT("unreadable") {
        @Override
        Shipment spoil(Fact fact, Random random) {
            return new Shipment(fact.topic(), null, fact.subject(), Map.of(), Shipment.bytes("hello"), null);
        }
    },
    NULL_VALUE("unreadable") {
        @Override
        Shipment spoil(Fact fact, Random random) {
            return Shipment.binary(fact).withValue(null);
        }
    },
    UNKNOWN_TYPE("unknown-type") {
        @Override
        Shipment spoil(Fact fact, Random random) {
            return Shipment.binary(fact.withType("vn.bdhvs.something-else.v1")).onTopic(fact.topic());
        }
    },
    WRONG_TYPE("invalid-data") {
        @Override
        Shipment spoil(Fact fact, Random random) {
            return Shipment.binary(
                    fact.withData("{\"campaign\":\"%s\",\"unit\":74,\"team\":true}".formatted(Facts.CAMPAIGN)));
        }
    },
    MISSING_ID("unreadable") {
        @Override
        Shipment spoil(Fact fact, Random random) {
            return Shipment.binary(fact).without("ce_id");
        }
    },
    MISSING_SUBJECT("missing-attribute") {
        @Override
        Shipment spoil(Fact fact, Random random) {
            return Shipment.binary(fact).without("ce_subject");
        }
    },
    UNKNOWN_UNIT("unknown-unit") {
        @Override
        Shipment spoil(Fact fact, Random random) {
            return Shipment.structured(
                    fact.withData(fact.data().replaceFirst("\"unit\":\"\\d+\"", "\"unit\":\"99999\"")));
        }
    },
    WRONG_TOPIC("wrong-topic") {
        @Override
        Shipment spoil(Fact fact, Random random) {
            List<String> others = Kind.topics().stream()
                    .filter(topic -> !topic.equals(fact.topic()))
                    .toList();
            return Shipment.binary(fact).onTopic(others.get(random.nextInt(others.size())));
        }
    },
    DONE_IN_THE_FUTURE("in-the-future") {
        @Override
        Shipment spoil(Fact fact, Random random) {
            Instant recorded = fact.time().minus(Duration.ofMinutes(6));
            return Shipment.binary(fact.withTimes(fact.time(), recorded));
        }
    },
    RECORDED_IN_THE_FUTURE("recorded-in-the-future") {
        @Override
        Shipment spoil(Fact fact, Random random) {
            return Shipment.structured(fact.withTimes(fact.time(), Instant.parse("2099-01-01T00:00:00Z")));
        }
    },
    /** Larger than what one message to the topic of rejections may hold; sent compressed, so the broker takes it. */
    OVERSIZE("unknown-code") {
        @Override
        Shipment spoil(Fact fact, Random random) {
            return withTeam(fact, "x".repeat(3 << 20));
        }
    },
    /** With a code that is larger than any document of the store. */
    BEYOND_A_DOCUMENT("unknown-code") {
        @Override
        Shipment spoil(Fact fact, Random random) {
            return withTeam(fact, "x".repeat(BEYOND_16_MIB));
        }
    },
    /** Right in all but an id that is larger than any document of the store. */
    ENDLESS_ID("invalid-attribute") {
        @Override
        Shipment spoil(Fact fact, Random random) {
            return Shipment.binary(fact.withId("x".repeat(BEYOND_16_MIB)));
        }
    },
    /** Other content under an identity that was accepted: to be sent after the one that it is taken from. */
    IDENTITY_REUSED("identity-reused") {
        @Override
        Shipment spoil(Fact fact, Random random) {
            return Shipment.binary(fact.withTimes(fact.time().minusSeconds(1), fact.recorded()));
        }
    };

    private static final int BEYOND_16_MIB = 17 << 20;

    private final String reason;

    Flaw(String reason) {
        this.reason = reason;
    }

    String reason() {
        return reason;
    }

    /** The record of this fact, with this flaw and no other. */
    final Shipment of(Fact fact, Random random) {
        return spoil(fact, random).toBeRejected(reason);
    }

    private static Shipment withTeam(Fact fact, String team) {
        return Shipment.binary(fact.withType(Kind.VOLUNTEER.type())
                .withData("{\"campaign\":\"%s\",\"unit\":\"74\",\"team\":\"%s\"}".formatted(Facts.CAMPAIGN, team)));
    }

    abstract Shipment spoil(Fact fact, Random random);
}
