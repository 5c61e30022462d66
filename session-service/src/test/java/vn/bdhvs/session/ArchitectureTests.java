package vn.bdhvs.session;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.springframework.web.bind.annotation.RestController;

/** A rule that matches no class fails: that is ArchUnit's default, and none of these rules lifts it. */
class ArchitectureTests {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("vn.bdhvs");

    @Test
    void controllersAreKnownToTheirPackageOnly() {
        classes()
                .that()
                .areAnnotatedWith(RestController.class)
                .should()
                .bePackagePrivate()
                .check(CLASSES);
    }

    @Test
    void reportingDoesNotKnowTheWeb() {
        noClasses()
                .that()
                .resideInAPackage("vn.bdhvs.report")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "vn.bdhvs.web..",
                        "vn.bdhvs.report.web..",
                        "org.springframework.http..",
                        "org.springframework.security..")
                .check(CLASSES);
    }

    /** A feature is one package: what it keeps, takes and shows is nobody else's business. */
    @Test
    void featuresKeepToThemselves() {
        classes()
                .that()
                .resideInAPackage("vn.bdhvs.session.*")
                .and()
                .areTopLevelClasses()
                .should()
                .bePackagePrivate()
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
