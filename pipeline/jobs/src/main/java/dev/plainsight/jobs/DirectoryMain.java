package dev.plainsight.jobs;

import dev.plainsight.contract.HashChain;
import dev.plainsight.contract.Settings;
import dev.plainsight.contract.Topics;
import dev.plainsight.detect.NotTestable;
import dev.plainsight.detect.rules.Rules;
import dev.plainsight.detect.surroundings.Directory;
import dev.plainsight.detect.surroundings.DirectoryImport;
import dev.plainsight.detect.surroundings.Networks;
import dev.plainsight.detect.surroundings.Peers;
import dev.plainsight.detect.surroundings.Places;
import dev.plainsight.detect.surroundings.Surroundings;
import dev.plainsight.detect.surroundings.SurroundingsJson;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Puts IT's lists in force, and tells what is: {@code DirectoryMain import FOLDER [--dry-run]
 * [--accept-partial]} and {@code DirectoryMain show}. Nothing is published where a list is missing
 * or, unless told so, a row was refused. The running job folds its history again under the new
 * lists.
 */
public final class DirectoryMain {
  private static final String USAGE =
      "usage: directory import FOLDER [--dry-run] [--accept-partial] | directory show";

  private DirectoryMain() {}

  public static void main(String[] args) throws InterruptedException {
    try {
      System.exit(run(List.of(args), System.getenv(), System.out));
    } catch (IOException e) {
      System.err.println("cannot be read: " + e.getMessage());
      System.exit(2);
    } catch (KafkaException | IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    }
  }

  private static int run(List<String> args, Map<String, String> environment, PrintStream out)
      throws IOException, InterruptedException {
    Settings settings = Settings.load(JobsMain.class, "/pipeline.yaml", null, environment);
    List<String> rest = new ArrayList<>(args);
    boolean dryRun = rest.remove("--dry-run");
    boolean acceptPartial = rest.remove("--accept-partial");
    if (rest.size() == 2 && rest.get(0).equals("import")) {
      return take(Path.of(rest.get(1)), dryRun, acceptPartial, settings, out);
    }
    if (rest.equals(List.of("show"))) {
      shown(settings).forEach(out::println);
      return 0;
    }
    out.println(USAGE);
    out.println("FOLDER holds, as UTF-8 with a header line each:");
    DirectoryImport.LISTS.forEach(
        list -> out.println("  " + list + ".csv  " + DirectoryImport.columns(list)));
    out.println("shifts: Mon-Fri 08:00-17:00; Sat 09:00-12:00  dates: 2026-03-31");
    out.println("use: person, service, shared  kind: shared_egress, vpn, mobile");
    return 64;
  }

  private static int take(
      Path folder, boolean dryRun, boolean acceptPartial, Settings settings, PrintStream out)
      throws IOException, InterruptedException {
    if (!Files.isDirectory(folder)) {
      out.println(folder + " is no folder; give the one that holds people.csv and the other lists");
      return 2;
    }
    DirectoryFolder lists = DirectoryFolder.of(folder);
    lists.report(acceptPartial).forEach(out::println);
    if (!lists.obstacles(acceptPartial).isEmpty()) {
      return 2;
    }
    if (dryRun) {
      out.println("nothing was published: this was a dry run; it would be taken");
      return 0;
    }
    String directory = SurroundingsJson.write(lists.read().directory());
    String networks = SurroundingsJson.write(lists.read().networks());
    Map<String, String> parts = Map.of(Policy.DIRECTORY, directory, Policy.NETWORKS, networks);
    try (TopicLog log =
        new TopicLog(
            settings.text("kafka.bootstrap"), Topics.DIRECTORY, Topics.POLICY_RECORD_BYTES_MAX)) {
      log.append(List.copyOf(parts.entrySet()), Map.Entry::getKey, Map.Entry::getValue);
    }
    out.println("published: directory " + version(directory) + ", networks " + version(networks));
    return 0;
  }

  /** What tells one text from another, in a few characters. */
  static String version(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(HashChain.sha256().digest(utf8), 0, 6);
  }

  private static List<String> shown(Settings settings) {
    Map<String, TopicNow.Text> now =
        TopicNow.read(settings.text("kafka.bootstrap"), Topics.DIRECTORY);
    return shown(now, PlacesFiles.open(PlacesFiles.of(settings)));
  }

  /** What is in force, and what cannot be tested under it. */
  static List<String> shown(Map<String, TopicNow.Text> now, Places places) {
    Map<String, String> texts = new HashMap<>();
    now.forEach((key, text) -> texts.put(key, text.value()));
    Surroundings around = Policy.of(texts, places).around();
    List<String> lines = new ArrayList<>();
    lines.add("directory  " + since(now.get(Policy.DIRECTORY)));
    Directory directory = around.directory();
    lines.add(
        "           people %d, teams %d, accounts %d, devices %d, sites %d"
            .formatted(
                directory.people().size(),
                teams(directory),
                directory.accounts().size(),
                directory.devices().size(),
                directory.sites().size()));
    lines.add("networks   " + since(now.get(Policy.NETWORKS)));
    for (Networks.Kind kind : Networks.Kind.values()) {
      long ranges =
          around.networks().ranges().stream().filter(range -> range.kind() == kind).count();
      lines.add("           " + kind.name().toLowerCase(Locale.ROOT) + " " + ranges);
    }
    lines.add("peers      " + since(now.get(Policy.PEERS)));
    Peers peers = around.peers();
    lines.add(
        "           of "
            + (peers.version().isEmpty() ? "no day" : peers.version())
            + ", groups "
            + peers.seen().size());
    lines.add("places     " + (places.version().isEmpty() ? "no database" : places.version()));
    List<NotTestable> blind = NotTestable.among(Rules.all(), around);
    blind.forEach(each -> lines.add("not testable: " + each.rule() + ", " + each.reason()));
    return lines;
  }

  private static long teams(Directory directory) {
    return directory.people().values().stream()
        .map(Directory.Person::team)
        .filter(team -> !team.isEmpty())
        .distinct()
        .count();
  }

  private static String since(TopicNow.@Nullable Text text) {
    return text == null
        ? "none was published"
        : "version "
            + version(text.value())
            + ", published "
            + Instant.ofEpochMilli(text.publishedMs());
  }
}
