package vn.bdhvs.registration;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import vn.bdhvs.local.CommandMatrix;
import vn.bdhvs.local.CommandMatrix.Kind;
import vn.bdhvs.local.TestPlatform;

class AccessMatrixTests extends RunningRegistration {

    private static final List<Kind> KINDS = List.of(new Kind("/api/v1/volunteers", """
            {"campaign": "binh-dan-hoc-vu-so-2025", "unit": "$UNIT", "team": "ky-su-tre",
             "fullName": "Nguyễn Thị Mẫu", "phone": "$PHONE", "birthYear": 2003, "gender": "female",
             "registeredAt": "$DAYT09:00:00+07:00",
             "consent": {"purpose": "volunteering", "textVersion": "2025-03", "givenAt": "$DAYT08:59:00+07:00"}}
            """, false));

    @TestFactory
    Stream<DynamicTest> everyCell(
            @Autowired @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mapping) {
        Set<String> endpoints = new TreeSet<>();
        mapping.getHandlerMethods().keySet().forEach(info -> info.getPatternValues()
                .forEach(pattern -> {
                    if (info.getMethodsCondition().isEmpty()) {
                        endpoints.add("ANY " + pattern);
                    }
                    info.getMethodsCondition().getMethods().forEach(method -> endpoints.add(method + " " + pattern));
                }));
        return new CommandMatrix(
                        "http://127.0.0.1:" + port,
                        endpoints,
                        caller -> TestPlatform.token(
                                "leader",
                                Map.of("sub", "matrix-" + caller, "roles", caller.roles(), "units", caller.units())),
                        KINDS,
                        Set.of(
                                "POST /api/v1/volunteers/search",
                                "GET /api/v1/volunteers/{id}/personal-data",
                                "POST /api/v1/volunteers/{id}/consent-withdrawal",
                                "POST /api/v1/volunteers/{id}/erasure",
                                "POST /api/v1/volunteers/{id}/data-requests",
                                "GET /api/v1/data-requests",
                                "POST /api/v1/data-requests/{id}/completion"))
                .cells();
    }
}
