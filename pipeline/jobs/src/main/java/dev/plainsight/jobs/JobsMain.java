package dev.plainsight.jobs;

import dev.plainsight.contract.Settings;
import dev.plainsight.contract.SettingsException;
import dev.plainsight.contract.Topics;
import dev.plainsight.detect.Detector;
import dev.plainsight.detect.rules.Rules;
import dev.plainsight.detect.surroundings.Aspect;
import dev.plainsight.detect.surroundings.Places;
import dev.plainsight.detect.surroundings.Surroundings;
import dev.plainsight.store.DeadLetterRow;
import dev.plainsight.store.EventTables;
import dev.plainsight.store.EvidenceTables;
import dev.plainsight.store.Migrations;
import dev.plainsight.store.ReviewTables;
import dev.plainsight.store.RoadTables;
import dev.plainsight.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The pipeline's program: {@code JobsMain [settings.yaml]}. On a cluster it submits the job; alone
 * it runs a Flink cluster in this process. A restart goes on from the newest checkpoint.
 */
public final class JobsMain {
  private JobsMain() {}

  public static void main(String[] args) throws Exception {
    try {
      run(
          Settings.load(
              JobsMain.class,
              "/pipeline.yaml",
              args.length > 0 ? Path.of(args[0]) : null,
              System.getenv()));
    } catch (SettingsException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    }
  }

  private static void run(Settings settings) throws Exception {
    StoreAccess access = StoreAccess.of(settings);
    try (Store store = Store.open(access.address())) {
      new Migrations(store, settings.text("store.cluster"))
          .apply()
          .forEach(step -> System.out.println("schema: applied " + step));
    }
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration(settings));
    DataStream<RawRecord> records =
        env.fromSource(source(settings).build(), WatermarkStrategy.noWatermarks(), "kafka")
            .uid("kafka");
    keep(
        ActivityJob.over(records, policies(env, settings), places(settings)),
        access,
        settings.text("kafka.bootstrap"));
    new Daily(dayBegins(settings), dailyTasks(settings, access), System.out::println).start();
    env.execute("plainsight");
  }

  /** What is done once a day; on a cluster, by the program that submits the job while it waits. */
  private static List<DailyTask> dailyTasks(Settings settings, StoreAccess access) {
    String bootstrap = settings.text("kafka.bootstrap");
    Places places = PlacesFiles.open(PlacesFiles.of(settings));
    return List.of(
        new PeersTask(new PeersTask.Real(access, bootstrap), places),
        new SendCanaries(bootstrap, access));
  }

  private static LocalTime dayBegins(Settings settings) {
    String at = settings.text("daily.at");
    try {
      return LocalTime.parse(at);
    } catch (DateTimeException e) {
      throw new SettingsException(
          "'daily.at' is '" + at + "'; write a time in quotes, such as \"02:30\" (UTC)", e);
    }
  }

  /** The databases of places, after a look at them: a damaged one stops the start by its name. */
  private static List<String> places(Settings settings) {
    List<String> files = PlacesFiles.of(settings);
    try {
      Surroundings around = Surroundings.NONE.with(PlacesFiles.open(files));
      if (around.has(Aspect.PLACES)) {
        System.out.println("places: " + around.places().version());
      } else {
        System.out.println("places: none; " + needing(Aspect.PLACES) + " cannot be tested");
      }
      return files;
    } catch (IllegalArgumentException e) {
      throw new SettingsException("'places.files': " + e.getMessage(), e);
    }
  }

  private static List<String> needing(Aspect aspect) {
    return Rules.all().stream()
        .filter(detector -> detector.needs().contains(aspect))
        .map(Detector::ruleId)
        .toList();
  }

  static Configuration configuration(Settings settings) throws IOException {
    Path folder = settings.path("checkpoints.folder").toAbsolutePath();
    Configuration configuration = new Configuration();
    // A type that Flink cannot serialise by its fields stops the start, rather than going by Kryo.
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    // Sinks keep bytes and never the objects they are given, so nothing needs a copy.
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    configuration.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
    configuration.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
    configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, folder.toUri().toString());
    configuration.set(
        CheckpointingOptions.CHECKPOINTING_INTERVAL,
        Duration.ofMillis(settings.number("checkpoints.interval_ms", 100, 600_000)));
    configuration.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, 3);
    configuration.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    configuration.set(RestOptions.PORT, (int) settings.number("rest.port", 0, 65_535));
    configuration.set(RestOptions.BIND_ADDRESS, settings.text("rest.bind"));
    configuration.set(RestOptions.ADDRESS, settings.text("rest.bind"));
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
    int slots = (int) settings.number("parallelism", 0, 1024);
    configuration.set(
        CoreOptions.DEFAULT_PARALLELISM,
        slots == 0 ? Runtime.getRuntime().availableProcessors() : slots);
    Optional<Path> newest = Checkpoints.newest(folder);
    newest.ifPresent(
        checkpoint -> {
          System.out.println("going on from checkpoint " + checkpoint);
          configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, checkpoint.toUri().toString());
          configuration.set(StateRecoveryOptions.RESTORE_MODE, RecoveryClaimMode.CLAIM);
        });
    return configuration;
  }

  /** As published, for a run that ends. */
  static DataStream<PolicyRecord> noPolicies(StreamExecutionEnvironment env) {
    return env.fromData(
        PolicyRecord.class, new PolicyRecord(Topics.POLICY, 0, 0, 0, Policy.THRESHOLDS, ""));
  }

  private static DataStream<PolicyRecord> policies(
      StreamExecutionEnvironment env, Settings settings) {
    KafkaSource<PolicyRecord> source =
        KafkaSource.<PolicyRecord>builder()
            .setBootstrapServers(settings.text("kafka.bootstrap"))
            .setTopics(Topics.POLICY, Topics.DIRECTORY, Topics.REVIEWS)
            .setGroupId(settings.text("kafka.group") + "-policy")
            .setStartingOffsets(OffsetsInitializer.earliest())
            .setDeserializer(new PolicyRecords())
            .build();
    return env.fromSource(source, WatermarkStrategy.noWatermarks(), "policies").uid("policies");
  }

  static KafkaSourceBuilder<RawRecord> source(Settings settings) {
    return KafkaSource.<RawRecord>builder()
        .setBootstrapServers(settings.text("kafka.bootstrap"))
        .setTopics(Topics.ACTIVITY, Topics.CANARY)
        .setGroupId(settings.text("kafka.group"))
        .setStartingOffsets(OffsetsInitializer.earliest())
        .setDeserializer(new RawRecords())
        .setProperty("partition.discovery.interval.ms", "30000");
  }

  static void keep(ActivityJob job, StoreAccess access, String bootstrap) {
    job.events().sinkTo(new StoreSink<>(access, EventTables::of)).name("events").uid("events");
    job.batches()
        .sinkTo(new StoreSink<>(access, row -> RoadTables.BATCHES))
        .name("batches")
        .uid("batches");
    job.deadLetters()
        .sinkTo(new StoreSink<>(access, row -> RoadTables.DEAD_LETTERS))
        .name("dead-letters")
        .uid("dead-letters");
    job.deadLetters()
        .sinkTo(
            KafkaSink.<DeadLetterRow>builder()
                .setBootstrapServers(bootstrap)
                .setRecordSerializer(new DeadLetterRecords())
                .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                .build())
        .name("dead-letters-topic")
        .uid("dead-letters-topic");
    job.duplicates()
        .sinkTo(new StoreSink<>(access, row -> RoadTables.DUPLICATES))
        .name("duplicates")
        .uid("duplicates");
    job.late().sinkTo(new StoreSink<>(access, row -> RoadTables.LATE)).name("late").uid("late");
    job.reviews()
        .sinkTo(new StoreSink<>(access, review -> ReviewTables.REVIEWS))
        .name("reviews")
        .uid("reviews");
    job.canaries()
        .sinkTo(new StoreSink<>(access, row -> EvidenceTables.CANARIES))
        .name("canaries-found")
        .uid("canaries-found");
    job.findings()
        .sinkTo(new CommittedSink<>(Conclusion.FINDINGS, access, bootstrap))
        .name("findings")
        .uid("findings");
    job.cases()
        .sinkTo(new CommittedSink<>(Conclusion.CASES, access, bootstrap))
        .name("cases")
        .uid("cases");
  }
}
