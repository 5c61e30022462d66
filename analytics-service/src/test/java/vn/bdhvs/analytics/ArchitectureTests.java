package vn.bdhvs.analytics;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.springframework.web.bind.annotation.RestController;

/** A rule that matches no class fails: that is ArchUnit's default, and none of these rules lifts it. */
class ArchitectureTests {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("vn.bdhvs.analytics");

    @Test
    void nothingDependsOnTheLiveHub() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..analytics.live..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..analytics.live..")
                .check(CLASSES);
    }

    @Test
    void readModelsDoNotKnowWhoFillsThem() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "..analytics.figures..",
                        "..analytics.journal..",
                        "..analytics.rejection..",
                        "..analytics.receipt..",
                        "..analytics.reporting..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "..analytics.ingest..",
                        "..analytics.redrive..",
                        "org.apache.kafka..",
                        "org.springframework.cloud..")
                .check(CLASSES);
    }

    @Test
    void whatIsKeptDoesNotKnowWhoAsksForIt() {
        noClasses()
                .that()
                .resideInAnyPackage("..analytics.journal..", "..analytics.figures..", "..analytics.rejection..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..analytics.receipt..", "..analytics.reporting..")
                .check(CLASSES);
    }

    @Test
    void featuresFormNoCycles() {
        slices().matching("vn.bdhvs.analytics.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void whatOnlyAnswersQuestionsIsKnownToNobody() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "..analytics.receipt..",
                        "..analytics.reporting..",
                        "..analytics.reports..",
                        "..analytics.openapi..")
                .should()
                .bePublic()
                .check(CLASSES);
    }

    @Test
    void theIngestAndTheRedriveAreKnownToNobody() {
        noClasses()
                .that()
                .resideInAnyPackage("..analytics.ingest..", "..analytics.redrive..")
                .should()
                .bePublic()
                .check(CLASSES);
    }

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
    void onlyTheIngestAndTheRedriveKnowKafkaRecords() {
        noClasses()
                .that()
                .resideOutsideOfPackages("..analytics.ingest..", "..analytics.redrive..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka..")
                .check(CLASSES);
    }
}
