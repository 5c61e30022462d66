package vn.bdhvs.local;

import java.util.Locale;

/** What listens where, unless told otherwise. The actuator of a service listens 1000 above it. */
enum Port {
    ANALYTICS(8080),
    REGISTRATION(8081),
    SESSION(8082),
    ISSUER(9000),
    KAFKA(9092),
    MONGO(27017);

    /** From one analytics instance to the next. */
    static final int INSTANCE_STEP = 100;

    /** From a service to its actuator. */
    static final int MANAGEMENT_STEP = 1000;

    private final int usual;

    Port(int usual) {
        this.usual = usual;
    }

    int usual() {
        return usual;
    }

    /** The name on the command line. */
    String option() {
        return name().toLowerCase(Locale.ROOT);
    }
}
