package vn.bdhvs.analytics.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.io.Resource;
import org.springframework.web.reactive.resource.ResourceTransformer;
import org.springframework.web.reactive.resource.ResourceTransformerChain;
import org.springframework.web.reactive.resource.TransformedResource;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Puts the style sheets that one imports in its place, so that a browser fetches one file and not one after another. */
class ImportedSheets implements ResourceTransformer {

    private static final Pattern IMPORT = Pattern.compile("(?m)^@import \"([^\"]+)\"([^;]*);$");

    @Override
    public Mono<Resource> transform(ServerWebExchange exchange, Resource file, ResourceTransformerChain chain) {
        return chain.transform(exchange, file).map(ImportedSheets::whole);
    }

    private static Resource whole(Resource file) {
        if (!String.valueOf(file.getFilename()).endsWith(".css")) {
            return file;
        }
        String sheet = text(file);
        String whole = IMPORT.matcher(sheet).replaceAll(match -> Matcher.quoteReplacement(imported(file, match)));
        return new TransformedResource(file, whole.getBytes(StandardCharsets.UTF_8));
    }

    private static String imported(Resource file, MatchResult match) {
        try {
            String sheet = text(file.createRelative(match.group(1)));
            String media = match.group(2).strip();
            return media.isEmpty() ? sheet : "@media %s {%n%s}".formatted(media, sheet);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Resource file) {
        try {
            return file.getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
