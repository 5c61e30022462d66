package vn.bdhvs.e2e.fault;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.bson.Document;

/**
 * All that a site has written anywhere, to be searched for what must not be there: records of every topic, documents of
 * every database, the files of logs, broker and stores as they lie on the disk, what can be downloaded, and all traces.
 */
final class Everything {

    private static final int MOST_AT_ONCE = 32 << 20;

    private final Site site;
    private final TraceCollector traces;

    /**
     * All of a site.
     *
     * @param traces where its services are traced
     */
    Everything(Site site, TraceCollector traces) {
        this.site = site;
        this.traces = traces;
    }

    /** Hands over each text with the name of the place where it lies; bytes that are no text are handed over as if they were. */
    void read(BiConsumer<String, String> visitor) {
        try {
            readTopics(visitor);
            readDatabases(visitor);
            readFiles(site.directory(), visitor);
            readFiles(site.brokerDirectory(), visitor);
            readDownloads(visitor);
            traces.exported().forEach(export -> visitor.accept("traces", export));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void readTopics(BiConsumer<String, String> visitor) {
        try (ActivityLog log = new ActivityLog(site.brokers())) {
            for (String topic : log.topics()) {
                log.read(List.of(topic), located -> {
                    String place = "topic " + topic;
                    visitor.accept(place, text(located.polled().key()));
                    visitor.accept(place, text(located.polled().value()));
                    located.polled()
                            .headers()
                            .forEach(header -> visitor.accept(place, header.key() + " " + text(header.value())));
                });
            }
        }
    }

    private static String text(byte[] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }

    private void readDatabases(BiConsumer<String, String> visitor) {
        for (String uri : List.of(site.commandStoreUri("registration"), site.analyticsStoreUri())) {
            try (MongoClient client = MongoClients.create(uri)) {
                for (String name : client.listDatabaseNames()) {
                    MongoDatabase database = client.getDatabase(name);
                    for (String collection : database.listCollectionNames()) {
                        for (Document document :
                                database.getCollection(collection).find()) {
                            visitor.accept("collection " + name + "." + collection, document.toJson());
                        }
                    }
                }
            }
        }
    }

    /** Piece by piece, each with the end of the piece before it. */
    private static void readFiles(Path directory, BiConsumer<String, String> visitor) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                // Of a broker's indexes, some megabytes are set aside, of which nothing is written.
                if (file.toString().endsWith("index")) {
                    continue;
                }
                byte[] bytes = Files.readAllBytes(file);
                for (int start = 0; start < bytes.length; start += MOST_AT_ONCE / 2) {
                    int length = Math.min(MOST_AT_ONCE, bytes.length - start);
                    visitor.accept("file " + file, new String(bytes, start, length, StandardCharsets.UTF_8));
                }
            }
        }
    }

    private void readDownloads(BiConsumer<String, String> visitor) throws IOException {
        Caller operator = site.caller("operations");
        // Of the day of the volunteers: of all days there may be more activities than go into a file.
        String export = site.analytics().url() + "/api/v1/campaigns/" + Facts.CAMPAIGN
                + "/export?unit=25942&from=2025-03-25&to=2025-03-26&";
        for (String sheet : List.of("summary", "units", "days", "services", "activities")) {
            visitor.accept("export " + sheet, text(operator.download(export + "format=csv&sheet=" + sheet)));
        }
        // Read by its directory: what is streamed into a workbook has its sizes only there.
        Path workbook = Files.write(
                site.directory().resolve("export.xlsx"), operator.download(export + "format=xlsx&activities=true"));
        try (ZipFile parts = new ZipFile(workbook.toFile())) {
            for (ZipEntry part : Collections.list(parts.entries())) {
                visitor.accept(
                        "export as a workbook", text(parts.getInputStream(part).readAllBytes()));
            }
        }
        for (Service service : List.of(site.analytics(), site.session(), site.registration())) {
            for (String below : List.of("prometheus", "accesslog?limit=1000")) {
                visitor.accept(
                        service.name() + " " + below,
                        text(operator.download(service.management() + "/actuator/" + below)));
            }
        }
    }
}
