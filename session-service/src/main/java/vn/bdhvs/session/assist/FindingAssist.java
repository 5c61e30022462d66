package vn.bdhvs.session.assist;

import java.time.LocalDate;
import java.util.Optional;
import org.springframework.stereotype.Service;
import vn.bdhvs.campaign.Catalogue;
import vn.bdhvs.unit.UnitRegister;

/** Looks up what was accepted. What lies outside a client's units does not exist for it. */
@Service
public class FindingAssist {

    private final Assists assists;
    private final Catalogue catalogue;
    private final UnitRegister units;

    FindingAssist(Assists assists, Catalogue catalogue, UnitRegister units) {
        this.assists = assists;
        this.catalogue = catalogue;
        this.units = units;
    }

    public Optional<Assist> withId(String id, Client client) {
        return assists.withId(id).filter(assist -> mayRead(client, assist));
    }

    /** By the client's own reference: how to learn what became of a request that got no answer. */
    public Optional<Assist> withReference(String reference, Client client) {
        return assists.withReference(client, reference).filter(assist -> mayRead(client, assist));
    }

    private boolean mayRead(Client client, Assist assist) {
        return catalogue
                .find(assist.assisted().campaign())
                .map(campaign -> LocalDate.ofInstant(assist.assistedAt(), campaign.timeZone()))
                .filter(day -> client.speaksFor(assist.assisted().unit(), day, units))
                .isPresent();
    }
}
