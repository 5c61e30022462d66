package vn.bdhvs.local.kafka;

import java.util.Map;
import java.util.stream.Collectors;

/**
 * Has a broker ask who somebody is (SASL, mechanism PLAIN), and let them do only what they were granted. The controller in
 * the same process speaks to itself over the loopback interface and is asked nothing.
 *
 * @param administrator who may do everything
 * @param passwords by user, with the administrator's
 */
record Sasl(String administrator, Map<String, String> passwords) {

    private static final String PROTOCOL = "SASL_PLAINTEXT";

    /** Changes the settings of a broker that asks nobody. */
    void apply(Map<String, Object> settings) {
        settings.computeIfPresent(
                "listeners", (name, value) -> value.toString().replace("PLAINTEXT://", PROTOCOL + "://"));
        settings.computeIfPresent(
                "advertised.listeners", (name, value) -> value.toString().replace("PLAINTEXT://", PROTOCOL + "://"));
        settings.put("listener.security.protocol.map", "%1$s:%1$s,CONTROLLER:PLAINTEXT".formatted(PROTOCOL));
        settings.put("inter.broker.listener.name", PROTOCOL);
        settings.put("sasl.enabled.mechanisms", "PLAIN");
        settings.put("sasl.mechanism.inter.broker.protocol", "PLAIN");
        settings.put("listener.name.sasl_plaintext.plain.sasl.jaas.config", brokerLogin());
        settings.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        settings.put("allow.everyone.if.no.acl.found", false);
        settings.put("super.users", "User:" + administrator + ";User:ANONYMOUS");
    }

    private String brokerLogin() {
        return passwords.entrySet().stream()
                .map(user -> "user_%s=\"%s\"".formatted(user.getKey(), user.getValue()))
                .collect(Collectors.joining(
                        " ",
                        login(administrator, passwords.getOrDefault(administrator, ""))
                                .replace(";", " "),
                        ";"));
    }

    private static String login(String user, String password) {
        return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\" password=\"%s\";"
                .formatted(user, password);
    }

    /** Settings of a client of such a broker. */
    static Map<String, String> client(String user, String password) {
        return Map.of(
                "security.protocol", PROTOCOL, "sasl.mechanism", "PLAIN", "sasl.jaas.config", login(user, password));
    }
}
