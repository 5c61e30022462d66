package vn.bdhvs.session;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import vn.bdhvs.local.CommandMatrix;
import vn.bdhvs.local.CommandMatrix.Kind;
import vn.bdhvs.session.platform.Platform;
import vn.bdhvs.session.platform.ServiceTest;

@ServiceTest
class AccessMatrixTests {

    private static final List<Kind> KINDS = List.of(
            new Kind("/api/v1/assists", """
                    {"campaign": "binh-dan-hoc-vu-so-2025", "unit": "$UNIT", "team": "tri-thuc-tre",
                     "service": "binh-duong-so", "channel": "home", "assistedAt": "$DAYT07:30:00+07:00",
                     "citizens": 1, "outcome": "completed"}
                    """, true),
            new Kind("/api/v1/classes", """
                    {"campaign": "binh-dan-hoc-vu-so-2025", "unit": "$UNIT", "team": "ky-su-tre",
                     "topic": "cong-cu-ai", "mode": "in-person", "startedAt": "$DAYT07:30:00+07:00",
                     "durationMinutes": 45, "learners": {"total": 31}, "instructors": 1}
                    """, true),
            new Kind("/api/v1/nil-reports", """
                    {"campaign": "binh-dan-hoc-vu-so-2025", "unit": "$UNIT", "day": "$DAY"}
                    """, true));

    @LocalServerPort
    int port;

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
                        caller -> Platform.ISSUER.token(
                                "matrix-" + caller,
                                claims -> claims.claim("roles", caller.roles()).claim("units", caller.units())),
                        KINDS)
                .cells();
    }
}
