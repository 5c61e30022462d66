package vn.bdhvs.bench;

import com.mongodb.client.MongoClient;

/** Who brings events from Kafka, or from memory, into the document store. */
interface Contender {

    /** As the table has it, with the settings that matter. */
    String name();

    /** Begins its work on a store that holds nothing. It reads the topics from their beginnings. */
    Program start(Stage stage, Store store);

    /** How many events it has done all its work for. */
    long done(MongoClient store);

    /**
     * Compares what it has left with what was sent.
     *
     * @throws WrongCount if they differ
     */
    void check(MongoClient store, Load load);
}
