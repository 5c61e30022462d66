package vn.bdhvs.local.mongo;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractMongoBackend;
import de.bwaldvogel.mongo.backend.Utils;
import org.h2.mvstore.MVStore;

/** All databases of one store. */
final class StoreBackend extends AbstractMongoBackend {

    private final MVStore store;

    StoreBackend(MVStore store) {
        this.store = store;
        store.getMapNames().stream()
                .filter(map -> map.startsWith(StoredDatabase.DOCUMENTS))
                .map(map -> Utils.firstFragment(map.substring(StoredDatabase.DOCUMENTS.length())))
                .distinct()
                .forEach(this::resolveDatabase);
    }

    @Override
    protected MongoDatabase openOrCreateDatabase(String databaseName) {
        return new StoredDatabase(databaseName, store, getCursorRegistry());
    }
}
