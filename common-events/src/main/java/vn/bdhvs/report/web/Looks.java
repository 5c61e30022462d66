package vn.bdhvs.report.web;

import java.util.List;
import vn.bdhvs.access.AccessLog;
import vn.bdhvs.access.AccessProperties;
import vn.bdhvs.report.Client;

/**
 * Has looks noted that reporting gives, where looks are noted: what is repeated is shown as it stands, and a refusal or a
 * batch tells who is registered.
 */
final class Looks {

    private static final String METHOD = "POST";

    private final AccessLog log;
    private final AccessProperties access;

    Looks(AccessLog log, AccessProperties access) {
        this.log = log;
        this.access = access;
    }

    /**
     * Notes a look, before it is given.
     *
     * @param path of what is reported
     * @param status what it will be answered with (HTTP)
     * @param about ids of what will be shown
     * @throws org.springframework.dao.DataAccessException if that could not be done: then nothing is to be shown
     */
    void note(Client client, String path, int status, String from, List<String> about) {
        if (access.reads().stream().anyMatch(path::startsWith)) {
            log.append(client.name(), METHOD, path, status, from, about);
        }
    }
}
