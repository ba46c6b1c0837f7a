package dev.plainsight.dashboard;

import dev.plainsight.contract.SettingsException;
import dev.plainsight.dashboard.evidence.EvidenceSettings;
import dev.plainsight.dashboard.evidence.Round;
import dev.plainsight.dashboard.evidence.Rounds;
import dev.plainsight.store.Store;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/** Starts the web application: {@code DashboardMain [--settings FILE]}. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@ComponentScan
public class DashboardMain {
  public static void main(String[] args) {
    try {
      DashboardSettings settings = DashboardSettings.load(List.of(args), System.getenv());
      Store store = Store.open(settings.store());
      EvidenceSettings evidence = settings.evidence();
      InstantSource clock = InstantSource.system();
      Round round = Round.on(store, evidence, clock);
      start(settings, Reads.of(store), new Rounds(round, evidence.daily(), evidence.at(), clock));
    } catch (SettingsException e) {
      System.err.println("dashboard: " + e.getMessage());
      System.exit(2);
    }
  }

  /** Starts on what is given; the caller closes the context. */
  static ConfigurableApplicationContext start(
      DashboardSettings settings, Reads reads, Rounds rounds) {
    SpringApplication application = new SpringApplication(DashboardMain.class);
    application.setBannerMode(Banner.Mode.OFF);
    application.setLazyInitialization(true);
    application.setDefaultProperties(properties(settings));
    application.addInitializers(
        context -> {
          context.getBeanFactory().registerSingleton("settings", settings);
          context.getBeanFactory().registerSingleton("reads", reads);
          context.getBeanFactory().registerSingleton("rounds", rounds);
        });
    return application.run();
  }

  private static Map<String, Object> properties(DashboardSettings settings) {
    return Map.ofEntries(
        Map.entry("server.address", settings.bind()),
        Map.entry("server.port", settings.port()),
        Map.entry("server.servlet.session.timeout", settings.sessionMinutes() + "m"),
        Map.entry("server.servlet.session.cookie.name", "plainsight"),
        Map.entry("server.servlet.session.cookie.http-only", true),
        Map.entry("server.servlet.session.cookie.same-site", "lax"),
        Map.entry("server.servlet.session.cookie.secure", settings.secureCookies()),
        Map.entry("server.servlet.session.tracking-modes", "cookie"),
        Map.entry("server.compression.enabled", true),
        Map.entry("server.shutdown", "immediate"),
        Map.entry("spring.jmx.enabled", false),
        Map.entry("spring.web.resources.cache.cachecontrol.max-age", "1h"),
        Map.entry("spring.mvc.async.request-timeout", "-1"),
        Map.entry("spring.web.error.include-stacktrace", "never"),
        // A page that fails halfway becomes an error page, never half a page.
        Map.entry("spring.thymeleaf.servlet.produce-partial-output-while-processing", false),
        Map.entry("logging.level.root", "WARN"),
        Map.entry("logging.level.dev.plainsight", "INFO"),
        Map.entry("logging.pattern.console", "%d{HH:mm:ss.SSS} %-5level %logger{0}: %msg%n"));
  }
}
