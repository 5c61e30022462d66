package vn.bdhvs.analytics.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.springframework.core.io.Resource;
import org.springframework.web.reactive.resource.ResourceTransformer;
import org.springframework.web.reactive.resource.ResourceTransformerChain;
import org.springframework.web.reactive.resource.TransformedResource;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Leaves out of scripts and style sheets what only a reader of the source needs: comments that have their lines to themselves, and
 * indents. A template text over several lines would lose its indents too.
 */
class WithoutComments implements ResourceTransformer {

    private static final Pattern COMMENT = Pattern.compile("(?m)^[ \\t]*/\\*[^*]*+(?:\\*(?!/)[^*]*+)*+\\*/[ \\t]*\\R");
    private static final Pattern LINE_COMMENT = Pattern.compile("(?m)^[ \\t]*//.*\\R");
    private static final Pattern INDENT = Pattern.compile("(?m)^[ \\t]+");

    @Override
    public Mono<Resource> transform(ServerWebExchange exchange, Resource file, ResourceTransformerChain chain) {
        return chain.transform(exchange, file).map(WithoutComments::slim);
    }

    private static Resource slim(Resource file) {
        String name = String.valueOf(file.getFilename());
        if (!name.endsWith(".css") && !name.endsWith(".js")) {
            return file;
        }
        try {
            String source = file.getContentAsString(StandardCharsets.UTF_8);
            String slim = COMMENT.matcher(source).replaceAll("");
            slim = name.endsWith(".js") ? LINE_COMMENT.matcher(slim).replaceAll("") : slim;
            slim = INDENT.matcher(slim).replaceAll("");
            return new TransformedResource(file, slim.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
