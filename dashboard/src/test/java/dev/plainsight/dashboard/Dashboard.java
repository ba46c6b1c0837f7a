package dev.plainsight.dashboard;

import dev.plainsight.dashboard.evidence.EvidenceSettings;
import dev.plainsight.dashboard.evidence.Whole;
import dev.plainsight.store.StoreAddress;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole application on a free port, on a fake store, with the sign-ins of its first start. */
final class Dashboard implements AutoCloseable {
  final FakeOffice office = new FakeOffice();
  final ConfigurableApplicationContext context;
  final String address;
  final Path data;
  private final Map<String, String> passwords = new TreeMap<>();

  Dashboard(Path folder) throws IOException {
    data = folder.resolve("data");
    Path packages = Files.createDirectories(folder.resolve("packages"));
    Files.writeString(packages.resolve("evidence-demo.zip"), "PK");
    DashboardSettings settings = settings(folder, packages);
    context = DashboardMain.start(settings, office.reads(), office.rounds());
    address = "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
    for (String line : Files.readAllLines(folder.resolve("sign-ins"))) {
      String[] parts = line.strip().split("\\s+", -1);
      passwords.put(parts[0], parts[1]);
    }
  }

  private static DashboardSettings settings(Path folder, Path packages) {
    return new DashboardSettings(
        "127.0.0.1",
        0,
        folder.resolve("data"),
        false,
        60,
        new StoreAddress("http://127.0.0.1:1", "nobody", ""),
        new EvidenceSettings(
            folder.resolve("evidence"), packages, "acme", 7, true, LocalTime.MIN, Whole.NEVER),
        "Finance",
        "ada",
        folder.resolve("sign-ins").toString());
  }

  String password(String account) {
    String password = passwords.get(account);
    if (password == null) {
      throw new IllegalArgumentException("no account " + account);
    }
    return password;
  }

  /** A browser without a screen; nobody is signed in yet. */
  HttpClient browser() {
    return HttpClient.newBuilder()
        .cookieHandler(new CookieManager())
        .followRedirects(HttpClient.Redirect.NEVER)
        .build();
  }

  HttpClient signedIn(String account) throws IOException, InterruptedException {
    HttpClient browser = browser();
    signIn(browser, account, password(account));
    return browser;
  }

  /** Where the answer to the sign-in form leads. */
  String signIn(HttpClient browser, String account, String password)
      throws IOException, InterruptedException {
    Matcher token =
        Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"")
            .matcher(get(browser, "/sign-in").body());
    if (!token.find()) {
      throw new IllegalStateException("the sign-in page has no token");
    }
    String form =
        "username="
            + encode(account)
            + "&password="
            + encode(password)
            + "&_csrf="
            + encode(token.group(1));
    HttpResponse<String> answer =
        browser.send(
            HttpRequest.newBuilder(URI.create(address + "/sign-in"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build(),
            BodyHandlers.ofString());
    return answer.headers().firstValue("Location").orElse("");
  }

  HttpResponse<String> get(HttpClient browser, String path)
      throws IOException, InterruptedException {
    return browser.send(
        HttpRequest.newBuilder(URI.create(address + path)).build(), BodyHandlers.ofString());
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    context.close();
  }
}
