package vn.bdhvs.local.demo;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What can be reported, and which service takes it. */
enum Kind {
    @JsonProperty("assists")
    ASSISTS(Service.SESSION, "assists"),
    @JsonProperty("classes")
    CLASSES(Service.SESSION, "classes"),
    @JsonProperty("volunteers")
    VOLUNTEERS(Service.REGISTRATION, "volunteers"),
    @JsonProperty("nil-reports")
    NIL_REPORTS(Service.SESSION, "nil-reports");

    /** A service that takes reports. */
    enum Service {
        REGISTRATION,
        SESSION
    }

    private final Service service;
    private final String resource;

    Kind(Service service, String resource) {
        this.service = service;
        this.resource = resource;
    }

    Service service() {
        return service;
    }

    String path() {
        return "/api/v1/" + resource;
    }
}
