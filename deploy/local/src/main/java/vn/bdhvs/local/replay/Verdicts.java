package vn.bdhvs.local.replay;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vn.bdhvs.local.replay.Verdict.Status;
import vn.bdhvs.local.replay.mapping.Mapped.Wrong;

/** Reads the answers of the batch resources. */
final class Verdicts {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int TOO_MANY = 429;
    private static final int SERVERS_FAULT = 500;

    private Verdicts() {}

    /**
     * What is said of so many rows, by index; absent where nothing final is said.
     *
     * @throws IOException if it is no such answer, as when the connection broke in its middle
     */
    static Map<Integer, Verdict> read(String body, int rows) throws IOException {
        Map<Integer, Verdict> verdicts = new HashMap<>();
        try {
            for (JsonNode row : JSON.readTree(body).path("rows")) {
                int index = row.path("row").asInt(0) - 1;
                if (index < 0 || index >= rows) {
                    throw new IOException("the answer speaks of a row %d of %d".formatted(index + 1, rows));
                }
                Verdict verdict = verdict(row);
                if (verdict != null) {
                    verdicts.put(index, verdict);
                }
            }
        } catch (JacksonException e) {
            throw new IOException("the answer is not JSON, or not all of it", e);
        }
        return verdicts;
    }

    private static @Nullable Verdict verdict(JsonNode row) throws IOException {
        String status = row.path("status").asString("");
        JsonNode problem = row.path("problem");
        int code = problem.path("status").asInt(0);
        return switch (status) {
            case "accepted" -> new Verdict(Status.ACCEPTED, List.of(), wrongs(row.path("warnings")));
            case "repeated" -> new Verdict(Status.REPEATED, List.of(), wrongs(row.path("warnings")));
            case "rejected" ->
                code == TOO_MANY || code >= SERVERS_FAULT
                        ? null
                        : new Verdict(Status.REJECTED, problem(problem), List.of());
            default -> throw new IOException("the answer has a row with the status '%s'".formatted(status));
        };
    }

    private static List<Wrong> problem(JsonNode problem) {
        List<Wrong> wrongs = wrongs(problem.path("errors"));
        return wrongs.isEmpty() ? List.of(new Wrong("", text(problem))) : wrongs;
    }

    /** What a problem document says, in a line. */
    static String text(JsonNode problem) {
        String type = problem.path("type").asString("");
        String detail = problem.path("detail").asString(problem.path("title").asString("no reason given"));
        String code = type.substring(Math.max(type.lastIndexOf('/'), type.lastIndexOf(':')) + 1);
        return code.isEmpty() || code.equals("blank") ? detail : code + ": " + detail;
    }

    /** What a problem document says, in a line, or how the answer begins, if it is none. */
    static String text(String body) {
        try {
            JsonNode problem = JSON.readTree(body);
            if (problem.isObject()) {
                List<Wrong> wrongs = wrongs(problem.path("errors"));
                return wrongs.isEmpty() ? text(problem) : text(problem) + " " + wrongs;
            }
        } catch (JacksonException e) {
            // It is none.
        }
        return body.strip().lines().findFirst().orElse("no reason given");
    }

    private static List<Wrong> wrongs(JsonNode errors) {
        List<Wrong> wrongs = new ArrayList<>();
        for (JsonNode error : errors) {
            String reason = error.path("reason").asString("");
            String detail = error.path("detail").asString("");
            wrongs.add(new Wrong(
                    error.path("field").asString(""),
                    reason.isEmpty() || detail.isEmpty() ? reason + detail : reason + ": " + detail));
        }
        return wrongs;
    }
}
