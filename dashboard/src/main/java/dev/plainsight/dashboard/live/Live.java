package dev.plainsight.dashboard.live;

import dev.plainsight.dashboard.Reads;
import dev.plainsight.dashboard.access.Reader;
import dev.plainsight.dashboard.access.Role;
import dev.plainsight.dashboard.look.Link;
import dev.plainsight.dashboard.look.Words;
import dev.plainsight.detect.Purpose;
import dev.plainsight.store.read.Found;
import jakarta.annotation.PreDestroy;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionListener;
import java.io.IOException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

/**
 * Pushes new findings to open pages: one look at the store for all of them, at most every {@value
 * #POLL_MS} ms, and none while no page is open. A reader gets what the reader's role may read; a
 * feed ends with its session.
 */
@Component
class Live implements HttpSessionListener {
  private static final Logger LOG = LoggerFactory.getLogger(Live.class);
  private static final long POLL_MS = 400;
  private static final long BEAT_POLLS = 40;

  /** A page that opens shows what is there already; this much before it may come twice. */
  private static final long BEFORE_MS = 3_000;

  private final Reads reads;
  private final ITemplateEngine templates;
  private final Set<Client> clients = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService poller =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "live");
            thread.setDaemon(true);
            return thread;
          });
  private final ScheduledFuture<?> polling;
  private @Nullable List<Feed> feeds;
  private long polls;
  private boolean failing;

  Live(Reads reads, ITemplateEngine templates) {
    this.reads = reads;
    this.templates = templates;
    this.polling =
        poller.scheduleWithFixedDelay(this::poll, POLL_MS, POLL_MS, TimeUnit.MILLISECONDS);
  }

  /** An open page. */
  private record Client(Reader reader, ZoneId zone, String session, SseEmitter emitter) {}

  SseEmitter open(Reader reader, ZoneId zone, String session) {
    SseEmitter emitter = new SseEmitter(0L);
    Client client = new Client(reader, zone, session, emitter);
    emitter.onCompletion(() -> clients.remove(client));
    emitter.onError(e -> clients.remove(client));
    clients.add(client);
    send(client, SseEmitter.event().comment("open").reconnectTime(2_000));
    return emitter;
  }

  @Override
  public void sessionDestroyed(HttpSessionEvent event) {
    clients.stream()
        .filter(client -> client.session().equals(event.getSession().getId()))
        .forEach(this::end);
  }

  @PreDestroy
  void stop() {
    polling.cancel(true);
    poller.shutdown();
    clients.forEach(this::end);
  }

  private void poll() {
    try {
      if (clients.isEmpty()) {
        feeds = null;
        return;
      }
      for (Feed feed : feeds()) {
        feed.next().forEach(this::push);
      }
      if (++polls % BEAT_POLLS == 0) {
        clients.forEach(client -> send(client, SseEmitter.event().comment("beat")));
      }
      failing = false;
    } catch (RuntimeException e) {
      if (!failing) {
        LOG.warn("live findings pause until the store answers: {}", e.getMessage());
      }
      failing = true;
    }
  }

  private List<Feed> feeds() {
    if (feeds == null) {
      InstantSource clock = InstantSource.system();
      feeds =
          List.of(
              new Feed(reads.findings(), Purpose.ACTIVITY, clock, BEFORE_MS),
              new Feed(reads.findings(), Purpose.SECURITY, clock, BEFORE_MS));
    }
    return feeds;
  }

  private void push(Found found) {
    clients.stream()
        .filter(client -> mayRead(client.reader(), found))
        .forEach(
            client ->
                send(
                    client,
                    SseEmitter.event().name("finding").id(found.id()).data(row(client, found))));
  }

  /** The wall, for what is pushed rather than asked for. */
  static boolean mayRead(Reader reader, Found found) {
    return switch (reader.role()) {
      case MANAGER ->
          found.purpose() == Purpose.ACTIVITY
              && !reader.lacksTeam()
              && found.team().equals(reader.team());
      case ANALYST -> found.purpose() == Purpose.SECURITY;
      case EMPLOYEE -> !reader.person().isEmpty() && found.person().equals(reader.person());
      case AUDITOR, IT, OWNER -> false;
    };
  }

  static boolean hasFeed(Role role) {
    return role == Role.MANAGER || role == Role.ANALYST || role == Role.EMPLOYEE;
  }

  private String row(Client client, Found found) {
    Context context = new Context(Locale.ENGLISH);
    Words words = new Words(client.zone(), System.currentTimeMillis());
    context.setVariables(Map.of("f", found, "w", words, "link", new Link(client.reader(), words)));
    return templates.process("marks", Set.of("finding"), context).replaceAll("\\R\\s*", " ");
  }

  private void send(Client client, SseEmitter.SseEventBuilder event) {
    try {
      client.emitter().send(event);
    } catch (IOException | IllegalStateException e) {
      clients.remove(client); // gone; the server ends the request by itself
    }
  }

  private void end(Client client) {
    clients.remove(client);
    try {
      client.emitter().complete();
    } catch (IllegalStateException e) {
      LOG.debug("a page was gone before its feed ended", e);
    }
  }
}
