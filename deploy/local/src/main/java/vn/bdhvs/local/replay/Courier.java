package vn.bdhvs.local.replay;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import vn.bdhvs.local.issuer.Tokens;
import vn.bdhvs.local.replay.mapping.Mapped.Wrong;

/**
 * Takes rows to a service until each has a final answer. Whatever breaks, the rows without one are sent again: they
 * carry their references, so none counts twice.
 */
final class Courier {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private static final int UNAUTHORIZED = 401;
    private static final int TIMED_OUT = 408;
    private static final int TOO_LARGE = 413;
    private static final int TOO_EARLY = 425;
    private static final int TOO_MANY = 429;
    private static final int SERVERS_FAULT = 500;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();
    private final Tokens tokens;
    private final String client;
    private final URI target;
    private final Duration giveUpAfter;
    private final Consumer<String> say;

    /**
     * Prepares to send; connects when there is something to send.
     *
     * @param say told why it waits, when it does
     */
    Courier(Options options, URI target, Consumer<String> say) {
        this.tokens = new Tokens(http, options.issuer(), options.secret());
        this.client = options.client();
        this.target = target;
        this.giveUpAfter = options.giveUpAfter();
        this.say = say;
    }

    /**
     * Sends rows, and returns what is said of each, in the same order.
     *
     * @throws Stop if the service refuses them all for a reason that will not pass, or is away for too long
     */
    List<Verdict> deliver(List<byte[]> rows) throws InterruptedException {
        SortedMap<Integer, Verdict> verdicts = new TreeMap<>();
        Patience patience = new Patience(giveUpAfter);
        while (verdicts.size() < rows.size()) {
            List<Integer> open = IntStream.range(0, rows.size())
                    .filter(index -> !verdicts.containsKey(index))
                    .boxed()
                    .toList();
            Map<Integer, Verdict> answers = attempt(open.stream().map(rows::get).toList(), patience);
            answers.forEach((index, verdict) -> verdicts.put(open.get(index), verdict));
            if (!answers.isEmpty()) {
                patience.renew();
            }
        }
        return List.copyOf(verdicts.values());
    }

    /** One try, and the wait after it if it leaves rows open. */
    private Map<Integer, Verdict> attempt(List<byte[]> rows, Patience patience) throws InterruptedException {
        try {
            HttpResponse<String> answer = http.send(request(rows), HttpResponse.BodyHandlers.ofString());
            int status = answer.statusCode();
            if (status == 200) {
                Map<Integer, Verdict> verdicts = Verdicts.read(answer.body(), rows.size());
                if (verdicts.size() < rows.size()) {
                    patience.wait("it has not decided all rows", answer.headers(), say);
                }
                return verdicts;
            }
            if (status == TOO_LARGE) {
                return halves(rows, answer.body());
            }
            String why = "it answers %d: %s".formatted(status, Verdicts.text(answer.body()));
            if (status == UNAUTHORIZED) {
                tokens.refused(client);
            } else if (!passes(status)) {
                throw Stop.usage("%s refuses the rows; %s".formatted(target, why));
            }
            patience.wait(why, answer.headers(), say);
        } catch (Tokens.ClientRefused e) {
            throw Stop.usage(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            patience.wait(target + " or the issuer cannot be reached: " + e, null, say);
        }
        return Map.of();
    }

    private static boolean passes(int status) {
        return status == TIMED_OUT || status == TOO_EARLY || status == TOO_MANY || status >= SERVERS_FAULT;
    }

    /** The service takes less at a time than it was given. */
    private Map<Integer, Verdict> halves(List<byte[]> rows, String body) throws InterruptedException {
        if (rows.size() == 1) {
            Wrong wrong = new Wrong("", Verdicts.text(body));
            return Map.of(0, new Verdict(Verdict.Status.REJECTED, List.of(wrong), List.of()));
        }
        int middle = rows.size() / 2;
        Map<Integer, Verdict> verdicts = new HashMap<>();
        for (List<byte[]> half : List.of(rows.subList(0, middle), rows.subList(middle, rows.size()))) {
            deliver(half).forEach(verdict -> verdicts.put(verdicts.size(), verdict));
        }
        return verdicts;
    }

    private HttpRequest request(List<byte[]> rows) throws IOException, InterruptedException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(body)) {
            for (byte[] row : rows) {
                zip.write(row);
                zip.write('\n');
            }
        }
        return HttpRequest.newBuilder(target)
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + tokens.of(client))
                .header("Content-Type", "application/x-ndjson")
                .header("Content-Encoding", "gzip")
                .header("Accept", "application/json, application/problem+json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
                .build();
    }
}
