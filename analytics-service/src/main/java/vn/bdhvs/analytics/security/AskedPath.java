package vn.bdhvs.analytics.security;

import java.nio.charset.StandardCharsets;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.UriUtils;

/** The path of a request as it is matched with what answers it: however its letters were written. */
final class AskedPath {

    private AskedPath() {}

    static String of(ServerWebExchange exchange) {
        return UriUtils.decode(exchange.getRequest().getPath().value(), StandardCharsets.UTF_8);
    }
}
