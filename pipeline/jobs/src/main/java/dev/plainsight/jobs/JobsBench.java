package dev.plainsight.jobs;

import dev.plainsight.contract.Settings;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * Reads what the log holds now to its end: {@code JobsBench full} by the whole job, {@code bare} by
 * the same source into nothing. Prints the job's net run time and its processor time: the two kinds
 * together make a ratio that outlives the machine.
 */
public final class JobsBench {
  private JobsBench() {}

  public static void main(String[] args) throws Exception {
    boolean full = args[0].equals("full");
    Settings settings = Settings.load(JobsMain.class, "/pipeline.yaml", null, System.getenv());
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(JobsMain.configuration(settings));
    DataStream<RawRecord> records =
        env.fromSource(
                JobsMain.source(settings).setBounded(OffsetsInitializer.latest()).build(),
                WatermarkStrategy.noWatermarks(),
                "kafka")
            .uid("kafka");
    if (full) {
      JobsMain.keep(
          ActivityJob.over(records, JobsMain.noPolicies(env)),
          StoreAccess.of(settings),
          settings.text("kafka.bootstrap"));
    } else {
      records.sinkTo(new DiscardingSink<>());
    }
    long cpuBefore = cpuMs();
    JobExecutionResult result = env.execute(args[0]);
    System.out.printf(Locale.ROOT, "net_ms=%d%n", result.getNetRuntime(TimeUnit.MILLISECONDS));
    System.out.printf(Locale.ROOT, "cpu_ms=%d%n", cpuMs() - cpuBefore);
  }

  /** What this process has used of all cores; unlike run time, hardly moved by a busy machine. */
  private static long cpuMs() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toMillis();
  }
}
