package vn.bdhvs.local.issuer;

import java.nio.file.Path;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The OpenID provider of the local platform, on the loopback interface only. */
public final class Issuer implements AutoCloseable {

    private final ConfigurableApplicationContext context;
    private final String uri;

    private Issuer(ConfigurableApplicationContext context, String uri) {
        this.context = context;
        this.uri = uri;
    }

    /**
     * Starts issuing tokens.
     *
     * @param keyFile where the signing key is kept
     * @param dashboards the addresses that people may be sent back to after logging in, without a path
     */
    public static Issuer start(Path keyFile, int port, List<String> dashboards) {
        String uri = "http://127.0.0.1:" + port;
        SpringApplication application = new SpringApplication(IssuerConfiguration.class);
        application.addInitializers(context -> context.getBeanFactory()
                .registerSingleton("issuerSettings", new IssuerConfiguration.Settings(uri, keyFile, dashboards)));
        application.setRegisterShutdownHook(false);
        // As arguments, so that neither the environment nor a file of another application changes them.
        ConfigurableApplicationContext context = application.run(
                "--server.port=" + port,
                "--server.address=127.0.0.1",
                // Cookies do not know ports: the dashboard's own session must keep its name.
                "--server.servlet.session.cookie.name=ISSUER_SESSION",
                "--server.tomcat.threads.max=10",
                "--server.shutdown=immediate",
                "--spring.config.name=issuer",
                "--spring.main.banner-mode=off",
                "--spring.jmx.enabled=false");
        return new Issuer(context, uri);
    }

    /** The issuer of the tokens, under which its metadata is found. */
    public String uri() {
        return uri;
    }

    @Override
    public void close() {
        context.close();
    }

    /** Issues tokens until the process ends: {@code Issuer KEY-FILE PORT [DASHBOARD...]}. */
    public static void main(String... arguments) {
        List<String> dashboards = List.of(arguments).subList(2, arguments.length);
        Issuer issuer = start(Path.of(arguments[0]), Integer.parseInt(arguments[1]), dashboards);
        Runtime.getRuntime().addShutdownHook(new Thread(issuer::close));
        System.out.println("serving " + issuer.uri());
    }
}
