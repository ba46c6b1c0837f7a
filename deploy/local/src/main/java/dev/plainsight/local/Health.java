package dev.plainsight.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Tells whether a part does its work. */
public interface Health {
  /** Answers within a few seconds, and never throws for a part that is down. */
  boolean isUp();

  /** A part with nothing to ask: it is up while its process lives. */
  static Health alive() {
    return () -> true;
  }

  /** Something listens on the loopback port. */
  static Health port(int port) {
    return () -> {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
        return true;
      } catch (IOException e) {
        return false;
      }
    };
  }

  /** The address answers with a status below 400. */
  static Health http(URI address) {
    return says(address, "");
  }

  /** The address answers with a status below 400, and the answer holds the text. */
  static Health says(URI address, String text) {
    HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    HttpRequest request = HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(3)).build();
    return () -> {
      try {
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        return answer.statusCode() < 400 && answer.body().contains(text);
      } catch (IOException e) {
        return false;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    };
  }
}
