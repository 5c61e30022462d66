package vn.bdhvs.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** An emitter that is none of ours: events put on a topic by kcat, header by header, as the CloudEvents binding says. */
final class Kcat {

    private static final String PROGRAM = "kcat";
    private static final String TYPE = "vn.bdhvs.class-held.v1";
    private static final String KEY = "a-class";
    private static final String TIME = "2025-03-25T12:00:00Z";

    private final String brokers;
    private final String topic;
    private final String source;
    private final Path directory;

    Kcat(String brokers, String topic, String source, Path directory) {
        this.brokers = brokers;
        this.topic = topic;
        this.source = source;
        this.directory = directory;
    }

    static boolean isThere() {
        return Programs.isThere(PROGRAM);
    }

    /** Sends an event in binary mode; without an id if that is empty. */
    void binary(String id, String data) {
        sendWhole(binaryHeaders(id), data);
    }

    /** Sends the headers of an event, and no value at all. */
    void nullValue(String id) {
        List<String> options = new ArrayList<>(binaryHeaders(id));
        options.addAll(List.of("-Z", "-K", ":", "-l"));
        send(options, KEY + ":\n");
    }

    private List<String> binaryHeaders(String id) {
        List<String> headers = new ArrayList<>();
        header(headers, "ce_specversion", "1.0");
        header(headers, "ce_type", TYPE);
        header(headers, "ce_source", source);
        header(headers, "ce_subject", KEY);
        header(headers, "ce_time", TIME);
        header(headers, "content-type", "application/json");
        if (!id.isEmpty()) {
            header(headers, "ce_id", id);
        }
        return headers;
    }

    /** Sends an event in structured mode. */
    void structured(String id, String data) {
        List<String> headers = new ArrayList<>();
        header(headers, "content-type", "application/cloudevents+json; charset=UTF-8");
        sendWhole(headers, """
                {"specversion":"1.0","id":"%s","source":"%s","type":"%s","subject":"%s","time":"%s",\
                "datacontenttype":"application/json","data":%s}""".formatted(id, source, TYPE, KEY, TIME, data));
    }

    private static void header(List<String> options, String name, String value) {
        options.add("-H");
        options.add(name + "=" + value);
    }

    private void sendWhole(List<String> options, String value) {
        List<String> keyed = new ArrayList<>(options);
        keyed.addAll(List.of("-k", KEY));
        send(keyed, value);
    }

    private void send(List<String> options, String value) {
        try {
            Path message = Files.writeString(Files.createTempFile(directory, "message", ".json"), value);
            List<String> command = new ArrayList<>(
                    List.of(PROGRAM, "-P", "-b", brokers, "-t", topic, "-X", "message.timeout.ms=10000"));
            command.addAll(options);
            command.add(message.toString());
            Programs.run(Duration.ofSeconds(20), command.toArray(String[]::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
