package dev.plainsight.local.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.plainsight.contract.testing.Needs;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who may import whom. Read from the built classes of every module. */
class WallsTest {
  private static final List<String> MODULES =
      List.of(
          "pipeline/contract",
          "pipeline/detect",
          "pipeline/evidence",
          "pipeline/store",
          "pipeline/scenario",
          "pipeline/jobs",
          "agent",
          "dashboard",
          "deploy/local");
  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPaths(
              MODULES.stream()
                  .map(module -> Needs.repository().resolve(module).resolve("target/classes"))
                  .toArray(Path[]::new));

  @Test
  void everyModuleIsBuiltAndRead() {
    for (String module : List.of("contract", "detect", "evidence", "store", "scenario", "jobs")) {
      classesIn(module).check(HOUSE);
    }
    Stream.of("agent", "dashboard", "local").forEach(module -> classesIn(module).check(HOUSE));
  }

  private static ArchRule classesIn(String module) {
    return classes()
        .that()
        .resideInAPackage("dev.plainsight." + module + "..")
        .should()
        .resideInAPackage("dev.plainsight..");
  }

  @Test
  void contractLeansOnAvroAlone() {
    mayUse("contract", "org.apache.avro..", "org.yaml.snakeyaml..");
  }

  @Test
  void detectIsPureAndLeansOnContractAlone() {
    mayUse(
        "detect",
        "dev.plainsight.contract..",
        "org.apache.avro..",
        "org.yaml.snakeyaml..",
        "com.fasterxml.jackson..",
        "com.google.re2j..",
        "com.maxmind.db..");
  }

  @Test
  void detectHasNoClockNoRandomnessNoThreadsAndNoFiles() {
    noClasses()
        .that()
        .resideInAPackage("dev.plainsight.detect..")
        .should()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(java.util.random.RandomGenerator.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Thread.class)
        .orShould()
        .dependOnClassesThat()
        .resideInAPackage("java.nio.file..")
        .check(HOUSE);
  }

  @Test
  void evidenceLeansOnDetectAndContract() {
    mayUse(
        "evidence",
        "dev.plainsight.contract..",
        "dev.plainsight.detect..",
        "org.apache.avro..",
        "org.yaml.snakeyaml..",
        "com.fasterxml.jackson..",
        "picocli..");
  }

  @Test
  void storeLeansOnContractDetectAndTheClickHouseClient() {
    mayUse(
        "store",
        "dev.plainsight.contract..",
        "dev.plainsight.detect..",
        "com.clickhouse..",
        "com.fasterxml.jackson..");
  }

  @Test
  void scenarioLeansOnContractAlone() {
    mayUse("scenario", "dev.plainsight.contract..", "org.yaml.snakeyaml..");
  }

  @Test
  void jobsLeanOnDetectStoreContractFlinkAndKafka() {
    mayUse(
        "jobs",
        "dev.plainsight.contract..",
        "dev.plainsight.detect..",
        "dev.plainsight.store..",
        "com.maxmind.db..",
        "org.apache.flink..",
        "org.apache.kafka..");
  }

  @Test
  void theAgentCarriesContractAlone() {
    mayUse(
        "agent",
        "dev.plainsight.contract..",
        "org.apache.avro..",
        "com.sun.jna..",
        "oshi..",
        "org.apache.kafka..",
        "picocli..");
  }

  @Test
  void nobodyImportsAProgram() {
    for (String program : List.of("agent", "jobs", "dashboard", "local")) {
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.plainsight." + program + "..", "dev.plainsight.local..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.plainsight." + program + "..")
          .check(HOUSE);
    }
  }

  @Test
  void jnaStaysInTheAgentAndTheEngineBinding() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.plainsight.agent..", "dev.plainsight.local.engine..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.sun.jna..")
        .check(HOUSE);
  }

  private static void mayUse(String module, String... others) {
    String own = "dev.plainsight." + module + "..";
    String[] allowed =
        Stream.concat(
                Stream.of(own, "java..", "javax..", "org.slf4j..", "org.jspecify.annotations.."),
                Stream.of(others))
            .toArray(String[]::new);
    DescribedPredicate<JavaClass> allowedOnes =
        JavaClass.Predicates.resideInAnyPackage(allowed)
            .or(
                DescribedPredicate.describe(
                    "a primitive", type -> type.getPackageName().isEmpty()));
    classes()
        .that()
        .resideInAPackage(own)
        .should()
        .onlyDependOnClassesThat(allowedOnes)
        .check(HOUSE);
  }
}
