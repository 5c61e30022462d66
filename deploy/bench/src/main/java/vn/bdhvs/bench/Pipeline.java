package vn.bdhvs.bench;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** The analytics service as it is delivered: journal, figures and progress, with all its guarantees. */
final class Pipeline implements Contender {

    static final String DATABASE = "analytics";

    private final String name;
    private final List<String> options;
    private @Nullable TokenIssuer issuer;
    private @Nullable Path register;
    private int port;

    /**
     * The service with some options of its JVM.
     *
     * @param name as the table has it
     */
    Pipeline(String name, List<String> options) {
        this.name = name;
        this.options = options;
    }

    /** Has it take the tokens of an issuer. */
    void issuedBy(TokenIssuer whose) {
        issuer = whose;
    }

    /** Has it know the units of a register. */
    void unitsFrom(Path whichRegister) {
        register = whichRegister;
    }

    /** Where it was started last. */
    int port() {
        return port;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Program start(Stage stage, Store store) {
        int management = Programs.freePort();
        Map<String, String> environment = new LinkedHashMap<>();
        port = Programs.freePort();
        environment.put("SERVER_PORT", "" + port);
        environment.put("MANAGEMENT_SERVER_PORT", "" + management);
        environment.put("SPRING_MONGODB_URI", store.uri(DATABASE));
        environment.put("SPRING_CLOUD_STREAM_KAFKA_BINDER_BROKERS", stage.brokers());
        environment.put("CAMPAIGN_REFERENCE_SECRET", "a-secret-of-the-benchmark");
        environment.put("LOGIN_CLIENT_SECRET", "none");
        if (issuer != null) {
            environment.put("SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_ISSUER_URI", issuer.uri());
        }
        if (register != null) {
            environment.put("CAMPAIGN_UNITS", register.toUri().toString());
        }
        return stage.programs().ofService("analytics-service", "analytics-service", options, environment);
    }

    /** What progress says: it is raised when a poll has been journalled and folded. */
    @Override
    public long done(MongoClient store) {
        long done = 0;
        for (Document progress :
                store.getDatabase(DATABASE).getCollection("progress").find()) {
            done += progress.get("offset", Number.class).longValue() + 1;
        }
        return done;
    }

    @Override
    public void check(MongoClient store, Load load) {
        MongoDatabase database = store.getDatabase(DATABASE);
        load.requireAll(database.getCollection("journal").countDocuments());
        Map<String, Long> counted = new HashMap<>();
        Document live = new Document("generation", live(store));
        for (Document figures : database.getCollection("figures").find(live)) {
            String unit = figures.getString("unit");
            String day = figures.getString("day");
            Document done = figures.get("done", new Document());
            for (String kind : List.of("assists", "classes", "volunteers")) {
                Document cells = done.get(kind, new Document());
                add(counted, unit, day, kind, sum(cells, "n"));
                add(counted, unit, day, "citizens", sum(cells, "citizens"));
                add(counted, unit, day, "learners", sum(cells, "learners"));
            }
        }
        counted.values().removeIf(amount -> amount == 0);
        load.requireSums(counted);
    }

    /** The generation of figures that is live; 0 while there is none. */
    static int live(MongoClient store) {
        Document control =
                store.getDatabase(DATABASE).getCollection("control").find().first();
        return control == null ? 0 : control.getInteger("live");
    }

    private static void add(Map<String, Long> counted, String unit, String day, String measure, long amount) {
        if (amount != 0) {
            counted.merge(Events.Sums.key(unit, day, measure), amount, Long::sum);
        }
    }

    /** Of everything below that bears the name. */
    private static long sum(Document document, String name) {
        long sum = 0;
        for (Map.Entry<String, Object> field : document.entrySet()) {
            if (field.getValue() instanceof Document below) {
                sum += sum(below, name);
            } else if (field.getKey().equals(name) && field.getValue() instanceof Number amount) {
                sum += amount.longValue();
            }
        }
        return sum;
    }
}
