package vn.bdhvs.report;

import java.net.URI;
import org.springframework.data.mapping.callback.EntityCallbacks;
import org.springframework.data.mongodb.core.MongoOperations;
import vn.bdhvs.clock.BusinessClock;
import vn.bdhvs.event.ClientReferences;
import vn.bdhvs.outbox.OutboxBacklog;
import vn.bdhvs.outbox.OutboxRelay;
import vn.bdhvs.unit.UnitRegister;

/** What a service needs to take reports of a kind of its own: {@link Reporting} and {@link Finding} for its type. */
public final class ReportingSetup {

    private final MongoOperations mongo;
    private final EntityCallbacks callbacks;
    private final Admission admission;
    private final UnitRegister units;
    private final ClientReferences references;
    private final Names names;
    private final BusinessClock clock;
    private final OutboxBacklog backlog;
    private final OutboxRelay relay;
    private final Tallying tallying;
    private final ReportMetrics metrics;

    ReportingSetup(
            MongoOperations mongo,
            EntityCallbacks callbacks,
            Admission admission,
            UnitRegister units,
            ClientReferences references,
            Names names,
            BusinessClock clock,
            OutboxBacklog backlog,
            OutboxRelay relay,
            Tallying tallying,
            ReportMetrics metrics) {
        this.mongo = mongo;
        this.callbacks = callbacks;
        this.admission = admission;
        this.units = units;
        this.references = references;
        this.names = names;
        this.clock = clock;
        this.backlog = backlog;
        this.relay = relay;
        this.tallying = tallying;
        this.metrics = metrics;
    }

    /**
     * Accepts reports that become documents of this type. Their events are told in control totals.
     *
     * @param source of their events, e.g. {@code /session-service}
     */
    public <R extends Reported<R>> Reporting<R> reporting(Class<R> type, URI source) {
        tallying.include(source.toString(), type);
        return new Reporting<>(
                reports(type), new Emitter(source, references), admission, clock, backlog, relay, metrics);
    }

    /**
     * Corrects documents of this type, and takes them back.
     *
     * @param source of the events, e.g. {@code /session-service}
     */
    public <R extends Reported<R>> Correcting<R> correcting(Class<R> type, URI source) {
        return new Correcting<>(reports(type), new Emitter(source, references), admission, clock, backlog, relay);
    }

    /** Finds documents of this type. */
    public <R extends Reported<R>> Finding<R> finding(Class<R> type) {
        return new Finding<>(reports(type), admission, units, clock.getZone());
    }

    /** Writes documents of this type anew that say the same as before. */
    public <R extends Reported<R>> Rewriting<R> rewriting(Class<R> type) {
        return new Rewriting<>(mongo, reports(type), type);
    }

    private <R extends Reported<R>> Reports<R> reports(Class<R> type) {
        return new Reports<>(mongo, callbacks, names, type);
    }
}
