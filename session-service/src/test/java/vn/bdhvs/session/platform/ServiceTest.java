package vn.bdhvs.session.platform;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Map;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextConfiguration;

/** The whole service on the test platform. Tests that ask for nothing else share one. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = ServiceTest.OnPlatform.class)
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface ServiceTest {

    /** Points the service to the platform. */
    class OnPlatform implements ApplicationContextInitializer<ConfigurableApplicationContext> {

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            String database = context.getEnvironment().getProperty("test.database", "session");
            Map<String, String> properties = Platform.properties(database);
            // A test's own word on them holds.
            properties
                    .keySet()
                    .removeIf(name -> name.startsWith("limits.")
                            && context.getEnvironment().containsProperty(name));
            TestPropertyValues.of(properties).applyTo(context);
        }
    }
}
