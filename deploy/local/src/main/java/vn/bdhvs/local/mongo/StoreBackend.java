package vn.bdhvs.local.mongo;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractMongoBackend;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import io.netty.channel.Channel;
import org.h2.mvstore.MVStore;

/** All databases of one store. */
final class StoreBackend extends AbstractMongoBackend {

    private final MVStore store;
    private final CommitGate gate;

    StoreBackend(MVStore store, CommitGate gate) {
        this.store = store;
        this.gate = gate;
        store.getMapNames().stream()
                .filter(map -> map.startsWith(StoredDatabase.DOCUMENTS))
                .map(map -> Utils.firstFragment(map.substring(StoredDatabase.DOCUMENTS.length())))
                .distinct()
                .forEach(this::resolveDatabase);
    }

    /** What a command reads is kept until it is done, however long that takes. */
    @Override
    public Document handleCommand(Channel channel, String databaseName, String command, Document query) {
        MVStore.TxCounter reading = store.registerVersionUsage();
        try {
            return super.handleCommand(channel, databaseName, command, query);
        } finally {
            store.deregisterVersionUsage(reading);
        }
    }

    @Override
    protected MongoDatabase openOrCreateDatabase(String databaseName) {
        return new StoredDatabase(databaseName, store, gate, getCursorRegistry());
    }
}
