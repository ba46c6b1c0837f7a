package dev.plainsight.dashboard.pages;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The reader's zone, which the browser tells in a cookie; UTC until it has. */
public final class Zone {
  private static final ZoneId UTC = ZoneId.of("UTC");

  private Zone() {}

  public static ZoneId of(HttpServletRequest request) {
    String name = cookie(request, "zone");
    try {
      ZoneId zone =
          name.isEmpty() ? UTC : ZoneId.of(URLDecoder.decode(name, StandardCharsets.UTF_8));
      return zone instanceof ZoneOffset ? UTC : zone;
    } catch (DateTimeException | IllegalArgumentException e) {
      return UTC;
    }
  }

  static String cookie(HttpServletRequest request, String name) {
    Cookie[] cookies = request.getCookies();
    if (cookies != null) {
      for (Cookie cookie : cookies) {
        if (cookie.getName().equals(name)) {
          return cookie.getValue();
        }
      }
    }
    return "";
  }
}
