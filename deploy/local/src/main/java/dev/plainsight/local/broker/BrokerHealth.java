package dev.plainsight.local.broker;

import dev.plainsight.local.Health;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;

/** Up once the broker answers and has all its topics. */
public record BrokerHealth(int port, Collection<String> topics) implements Health {
  private static final int TIMEOUT_MS = 3_000;

  public static Health of(int port, List<Topic> topics) {
    return new BrokerHealth(port, topics.stream().map(Topic::name).toList());
  }

  @Override
  public boolean isUp() {
    if (!Health.port(port).isUp()) {
      return false; // spares a client that would complain about every refused connection
    }
    try (Admin admin = Topic.admin("127.0.0.1:" + port, TIMEOUT_MS)) {
      Set<String> there = admin.listTopics().names().get(TIMEOUT_MS, TimeUnit.MILLISECONDS);
      return there.containsAll(topics);
    } catch (ExecutionException | TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
