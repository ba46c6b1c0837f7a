package dev.plainsight.local.broker;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * A topic that is to exist, written {@code name:partitions} or {@code
 * name:partitions:key=value,key=value} on a command line.
 *
 * @param configs Kafka's own topic settings, such as {@code retention.ms}
 */
public record Topic(String name, int partitions, Map<String, String> configs) {
  private static final int PARTITIONS_MAX = 1_000;

  public Topic {
    if (partitions < 1 || partitions > PARTITIONS_MAX) {
      throw new IllegalArgumentException(
          "topic " + name + ": partitions is " + partitions + "; it must be 1.." + PARTITIONS_MAX);
    }
  }

  public static Topic parse(String text) {
    String[] parts = text.split(":", 3);
    if (parts.length < 2 || !parts[1].matches("\\d{1,4}")) {
      throw new IllegalArgumentException(
          "topic '" + text + "' is not name:partitions or name:partitions:key=value,key=value");
    }
    return new Topic(
        parts[0], Integer.parseInt(parts[1]), parts.length < 3 ? Map.of() : configs(parts[2]));
  }

  private static Map<String, String> configs(String text) {
    return Arrays.stream(text.split(","))
        .map(pair -> pair.split("=", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> pair.length < 2 ? "" : pair[1]));
  }

  /** As {@link #parse} reads it. */
  @Override
  public String toString() {
    String settings =
        new TreeMap<>(configs)
            .entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue())
                .collect(Collectors.joining(","));
    return name + ":" + partitions + (settings.isEmpty() ? "" : ":" + settings);
  }

  /** Creates those that do not exist yet; the others are left as they are. */
  public static void createMissing(String bootstrapServers, Collection<Topic> topics)
      throws InterruptedException {
    try (Admin admin = admin(bootstrapServers, 30_000)) {
      for (Topic topic : topics) {
        create(admin, topic);
      }
    }
  }

  private static void create(Admin admin, Topic topic) throws InterruptedException {
    NewTopic wanted = new NewTopic(topic.name, topic.partitions, (short) 1).configs(topic.configs);
    try {
      admin.createTopics(java.util.List.of(wanted)).all().get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new IllegalArgumentException("topic " + topic + ": " + e.getCause(), e);
      }
    }
  }

  static Admin admin(String bootstrapServers, int timeoutMs) {
    Properties properties = new Properties();
    properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, timeoutMs);
    properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, timeoutMs);
    return Admin.create(properties);
  }
}
