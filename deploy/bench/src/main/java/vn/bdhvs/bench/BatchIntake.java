package vn.bdhvs.bench;

import com.mongodb.client.MongoClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The session service taking one batch of reports, each with its reference and its event pending, over HTTP. */
final class BatchIntake implements Contender {

    private final TokenIssuer issuer;
    private final int rows;
    private final String body;
    private @Nullable CompletableFuture<HttpResponse<String>> answer;

    BatchIntake(TokenIssuer issuer, int rows) {
        this.issuer = issuer;
        this.rows = rows;
        this.body = IntStream.range(0, rows).mapToObj(BatchIntake::row).collect(Collectors.joining("\n"));
    }

    private static String row(int number) {
        String report = CommandService.assist("25942", 1 + number % 9);
        return report.substring(0, report.length() - 1) + ",\"clientReference\":\"row-%d\"}".formatted(number);
    }

    @Override
    public String name() {
        return "session-service, one batch over HTTP";
    }

    @Override
    public Program start(Stage stage, Store store) {
        CommandService service = CommandService.start(Reported.ASSISTS, stage, store, issuer);
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + service.port() + "/api/v1/assists/batch"))
                .header("Authorization", "Bearer " + issuer.token("province-74"))
                .header("Content-Type", "application/x-ndjson")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        answer = HttpClient.newHttpClient().sendAsync(request, HttpResponse.BodyHandlers.ofString());
        return service.program();
    }

    @Override
    public long done(MongoClient store) {
        return store.getDatabase(Reported.ASSISTS.database())
                .getCollection(Reported.ASSISTS.collection())
                .estimatedDocumentCount();
    }

    @Override
    public void check(MongoClient store, Load load) {
        if (answer == null) {
            throw new IllegalStateException("it was not started");
        }
        long accepted =
                new JsonMapper().readTree(answer.join().body()).path("accepted").asLong();
        if (accepted != rows || done(store) != rows) {
            throw new WrongCount(
                    "of %d rows %d were accepted, and %d are there".formatted(rows, accepted, done(store)));
        }
    }
}
