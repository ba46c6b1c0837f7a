package dev.plainsight.local.engine;

import com.github.luben.zstd.ZstdInputStream;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import net.jpountz.lz4.LZ4FrameInputStream;
import org.jspecify.annotations.Nullable;

/** What an HTTP request asks of the engine, taken from its query string and headers. */
record Request(
    String sql,
    @Nullable String database,
    String format,
    String queryId,
    Map<String, String> settings,
    Map<String, String> params,
    boolean readOnly,
    boolean compressed,
    String accepts,
    InputStream body) {
  /** Parameters that are this interface's own; whatever else comes is a setting of the engine. */
  private static final Set<String> OWN =
      Set.of(
          "query",
          "database",
          "default_format",
          "query_id",
          "user",
          "password",
          "quota_key",
          "compress",
          "decompress",
          "stacktrace",
          "role",
          "client_protocol_version",
          "close_session",
          "buffer_size",
          "wait_end_of_query");

  private static final Pattern SETTING = Pattern.compile("\\w{1,128}");
  private static final Pattern QUERY_ID = Pattern.compile("[\\w.:-]{1,128}");

  static Request of(HttpExchange exchange, Credentials credentials) throws IOException {
    Map<String, String> fields = fields(exchange.getRequestURI().getRawQuery());
    Headers headers = exchange.getRequestHeaders();
    authenticate(headers, fields, credentials);
    refuseSessions(fields);
    return new Request(
        fields.getOrDefault("query", ""),
        either(fields.get("database"), headers.getFirst("X-ClickHouse-Database")),
        orElse(
            either(headers.getFirst("X-ClickHouse-Format"), fields.get("default_format")),
            "TabSeparated"),
        queryId(fields.get("query_id")),
        settings(fields),
        params(fields),
        exchange.getRequestMethod().equals("GET"),
        isOn(fields.get("compress")),
        isOn(fields.get("enable_http_compression"))
            ? orElse(headers.getFirst("Accept-Encoding"), "")
            : "",
        body(exchange, headers, isOn(fields.get("decompress"))));
  }

  private static Map<String, String> fields(@Nullable String query) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String pair : query == null || query.isEmpty() ? new String[0] : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      String value = equals < 0 ? "" : pair.substring(equals + 1);
      fields.put(decode(name), decode(value));
    }
    return fields;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static void authenticate(
      Headers headers, Map<String, String> fields, Credentials credentials) {
    String basic = headers.getFirst("Authorization");
    if (basic != null && basic.startsWith("Basic ")) {
      String pair = utf8(Base64.getDecoder().decode(basic.substring(6).strip()));
      int colon = pair.indexOf(':');
      credentials.check(
          pair.substring(0, Math.max(0, colon)), pair.substring(Math.max(0, colon + 1)));
      return;
    }
    String key = either(headers.getFirst("X-ClickHouse-Key"), fields.get("password"));
    String user = either(headers.getFirst("X-ClickHouse-User"), fields.get("user"));
    if (key == null && user == null) {
      throw EngineError.of(
          194,
          "REQUIRED_PASSWORD",
          "this engine wants its password: Basic, X-ClickHouse-User and X-ClickHouse-Key, or user"
              + " and password");
    }
    credentials.check(orElse(user, Credentials.USER), orElse(key, ""));
  }

  private static void refuseSessions(Map<String, String> fields) {
    if (fields.containsKey("session_id")) {
      throw EngineError.of(
          48,
          "NOT_IMPLEMENTED",
          "session_id: each request has a session of its own here; give settings with the request");
    }
  }

  private static String queryId(@Nullable String asked) {
    if (asked == null || asked.isEmpty()) {
      return UUID.randomUUID().toString();
    }
    if (!QUERY_ID.matcher(asked).matches()) {
      throw EngineError.of(
          36, "BAD_ARGUMENTS", "query_id must be 1..128 letters, digits or any of _ . : -");
    }
    return asked;
  }

  private static Map<String, String> settings(Map<String, String> fields) {
    Map<String, String> settings = new LinkedHashMap<>();
    fields.forEach(
        (name, value) -> {
          if (!OWN.contains(name) && !name.startsWith("param_")) {
            settings.put(checked(name), value);
          }
        });
    return settings;
  }

  private static String checked(String name) {
    if (!SETTING.matcher(name).matches()) {
      throw EngineError.of(115, "UNKNOWN_SETTING", "Unknown setting '" + name + "'");
    }
    return name;
  }

  private static Map<String, String> params(Map<String, String> fields) {
    Map<String, String> params = new LinkedHashMap<>();
    fields.forEach(
        (name, value) -> {
          if (name.startsWith("param_")) {
            params.put(name.substring("param_".length()), value);
          }
        });
    return params;
  }

  private static InputStream body(HttpExchange exchange, Headers headers, boolean blocks)
      throws IOException {
    String length = headers.getFirst("Content-Length");
    InputStream raw = exchange.getRequestBody();
    InputStream whole = length == null ? raw : new WholeBody(raw, Long.parseLong(length));
    InputStream plain =
        switch (orElse(headers.getFirst("Content-Encoding"), "")) {
          case "" -> whole;
          case "lz4" -> new LZ4FrameInputStream(whole);
          case "zstd" -> new ZstdInputStream(whole);
          case "gzip" -> new GZIPInputStream(whole);
          default ->
              throw EngineError.of(
                  48,
                  "NOT_IMPLEMENTED",
                  "Content-Encoding "
                      + headers.getFirst("Content-Encoding")
                      + "; use lz4, zstd or gzip");
        };
    return blocks ? Blocks.decompressed(plain) : plain;
  }

  private static @Nullable String either(@Nullable String first, @Nullable String second) {
    return first == null || first.isEmpty() ? second : first;
  }

  private static String orElse(@Nullable String text, String otherwise) {
    return text == null ? otherwise : text;
  }

  private static boolean isOn(@Nullable String flag) {
    return flag != null && (flag.equals("1") || flag.equals("true"));
  }

  private static String utf8(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
