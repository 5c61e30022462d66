package vn.bdhvs.session;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.springframework.stereotype.Repository;
import org.springframework.web.bind.annotation.RestController;

/** A rule that matches no class fails: that is ArchUnit's default, and none of these rules lifts it. */
class ArchitectureTests {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("vn.bdhvs");

    @Test
    void repositoriesAndControllersAreKnownToTheirPackageOnly() {
        classes()
                .that()
                .areAnnotatedWith(Repository.class)
                .should()
                .bePackagePrivate()
                .check(CLASSES);
        classes()
                .that()
                .areAnnotatedWith(RestController.class)
                .should()
                .bePackagePrivate()
                .check(CLASSES);
    }

    @Test
    void featuresDoNotKnowTheWeb() {
        noClasses()
                .that()
                .resideInAPackage("vn.bdhvs.session.assist")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..web..", "org.springframework.http..", "org.springframework.security..")
                .check(CLASSES);
    }

    @Test
    void theOutboxKnowsNoService() {
        noClasses()
                .that()
                .resideInAPackage("vn.bdhvs.outbox")
                .should()
                .dependOnClassesThat(describe("belong to a service or to the web", type -> type.getPackageName()
                        .matches("vn\\.bdhvs\\.(session|registration|analytics|web).*")))
                .check(CLASSES);
    }

    @Test
    void onlyTheOutboxKnowsKafka() {
        noClasses()
                .that()
                .resideInAPackage("vn.bdhvs.session..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..", "org.springframework.kafka..", "org.springframework.cloud..")
                .check(CLASSES);
    }
}
