package vn.bdhvs.local;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTests {

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("vn.bdhvs.local");

    @Test
    void thePartsDoNotKnowTheLauncherAndAreFreeOfCycles() {
        noClasses()
                .that()
                .resideInAPackage("vn.bdhvs.local.*")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("vn.bdhvs.local")
                .check(classes);
        slices().matching("vn.bdhvs.local.(*)").should().beFreeOfCycles().check(classes);
    }

    /** What the tests of other modules use must not need Spring, which is optional here. */
    @Test
    void theBrokerAndTheStoreNeedNoSpring() {
        noClasses()
                .that()
                .resideInAnyPackage("vn.bdhvs.local.kafka", "vn.bdhvs.local.mongo")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework..")
                .check(classes);
    }
}
