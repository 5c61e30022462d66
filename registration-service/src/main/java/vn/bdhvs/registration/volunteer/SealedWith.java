package vn.bdhvs.registration.volunteer;

import org.bson.Document;
import org.springframework.data.mongodb.core.mapping.event.BeforeSaveCallback;
import org.springframework.stereotype.Component;
import vn.bdhvs.registration.sealing.Seal;

/**
 * Each write seals all anew with the writer's first key. Where the document was under another until then, whether the writer
 * is ahead of it or behind, its hashes are not of that key yet: it belongs to no key, so all take it up for resealing.
 */
@Component
final class SealedWith implements BeforeSaveCallback<Volunteer> {

    private final Seal seal;

    SealedWith(Seal seal) {
        this.seal = seal;
    }

    @Override
    public Volunteer onBeforeSave(Volunteer volunteer, Document document, String collection) {
        if (!seal.key().equals(document.getString(Volunteer.SEALED_WITH))) {
            document.remove(Volunteer.SEALED_WITH);
        }
        return volunteer;
    }
}
