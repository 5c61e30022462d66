package vn.bdhvs.bench;

/** What districts report by the hundreds a second, and the service that takes it. */
enum Reported {
    /** Citizens helped, by session-service. */
    ASSISTS("session-service", "session", "assists") {
        @Override
        String body(int number) {
            return CommandService.assist(commune(number), 1 + number % 9);
        }
    },
    /** Volunteers, each with a telephone of their own, by registration-service. */
    VOLUNTEERS("registration-service", "registration", "volunteers") {
        @Override
        String body(int number) {
            return """
                    {"campaign":"%s","unit":"%s","team":"tri-thuc-tre","fullName":"Tình nguyện viên %d",\
                    "phone":"09%08d","birthYear":1990,"gender":"other",\
                    "registeredAt":"2025-03-25T09:00:00+07:00","consent":{"purpose":"volunteering","textVersion":"2025-03",\
                    "givenAt":"2025-03-25T08:59:00+07:00"}}""".formatted(Events.CAMPAIGN, commune(number), number, number);
        }
    };

    private static final String[] COMMUNES = {"25942", "25945", "25948", "25951", "25954", "25957", "25960", "25963"};

    private final String module;
    private final String database;
    private final String collection;

    Reported(String module, String database, String collection) {
        this.module = module;
        this.database = database;
        this.collection = collection;
    }

    /** A report as JSON; another number, up to a hundred million, is another report. */
    abstract String body(int number);

    String module() {
        return module;
    }

    String database() {
        return database;
    }

    /** Where the service keeps them, and the last part of the path that they are posted to. */
    String collection() {
        return collection;
    }

    String path() {
        return "/api/v1/" + collection;
    }

    private static String commune(int number) {
        return COMMUNES[number % COMMUNES.length];
    }
}
