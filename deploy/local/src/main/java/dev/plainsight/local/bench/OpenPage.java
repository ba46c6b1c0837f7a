package dev.plainsight.local.bench;

import dev.plainsight.local.BenchStack;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A signed-in reader's open page, as far as its live feed goes. */
final class OpenPage implements AutoCloseable {
  private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");
  private final InputStream feed;

  private OpenPage(InputStream feed) {
    this.feed = feed;
  }

  static OpenPage signedIn(BenchStack stack, String account)
      throws IOException, InterruptedException {
    HttpClient client =
        HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    String address = stack.dashboardUrl();
    Matcher token = TOKEN.matcher(get(client, address + "/sign-in"));
    if (!token.find()) {
      throw new IOException("the sign-in page has no token");
    }
    String form =
        "username="
            + account
            + "&password="
            + encoded(password(stack, account))
            + "&_csrf="
            + encoded(token.group(1));
    HttpRequest signIn =
        HttpRequest.newBuilder(URI.create(address + "/sign-in"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    HttpResponse<String> answer = client.send(signIn, HttpResponse.BodyHandlers.ofString());
    if (answer.uri().getPath().contains("sign-in")) {
      throw new IOException("sign-in of " + account + " was refused");
    }
    HttpRequest live = HttpRequest.newBuilder(URI.create(address + "/live")).build();
    InputStream feed = client.send(live, HttpResponse.BodyHandlers.ofInputStream()).body();
    return new OpenPage(feed);
  }

  private static String get(HttpClient client, String uri)
      throws IOException, InterruptedException {
    return client
        .send(HttpRequest.newBuilder(URI.create(uri)).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private static String password(BenchStack stack, String account) throws IOException {
    for (String line : Files.readAllLines(stack.folder("dashboard").resolve("sign-ins"))) {
      String[] words = line.strip().split("\\s+", -1);
      if (words.length == 2 && words[0].equals(account)) {
        return words[1];
      }
    }
    throw new IOException("no sign-in for " + account);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** Gives every row that is pushed to the page, as it comes, on a thread of its own. */
  void follow(Consumer<String> rows) {
    Thread thread = new Thread(() -> read(rows), "page");
    thread.setDaemon(true);
    thread.start();
  }

  private void read(Consumer<String> rows) {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(feed, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("data:")) {
          rows.accept(line);
        }
      }
    } catch (IOException e) {
      // The page was closed.
    }
  }

  @Override
  public void close() throws IOException {
    feed.close();
  }
}
