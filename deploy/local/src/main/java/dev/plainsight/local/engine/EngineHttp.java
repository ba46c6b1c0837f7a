package dev.plainsight.local.engine;

import com.github.luben.zstd.ZstdOutputStream;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import net.jpountz.lz4.LZ4FrameOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The engine behind ClickHouse's HTTP interface, on loopback only. Rows stream through in both
 * directions: the heap holds one piece of a result, or of an insert, per request.
 *
 * <p>Limits: a statement that comes as the body, rows included, is at most {@value
 * #STATEMENT_BYTES_MAX} bytes; rows beside a {@code query} parameter have no limit.
 */
final class EngineHttp implements AutoCloseable {
  static final int STATEMENT_BYTES_MAX = 64 << 20;
  private static final long DRAIN_BYTES_MAX = 256L << 20;
  private static final int THREADS = Engine.SESSIONS_MAX + 16; // some left to answer pings

  static {
    // Read once by the JDK's server. Without the first, small answers wait 40 ms for an ACK.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    System.setProperty("sun.net.httpserver.maxIdleConnections", "400");
  }

  private final Engine engine;
  private final Credentials credentials;
  private final HttpServer server;
  private final ExecutorService threads;
  private final String timezone;
  private final String version;

  EngineHttp(Engine engine, Credentials credentials, int port)
      throws IOException, InterruptedException {
    this.engine = engine;
    this.credentials = credentials;
    try (Session session = engine.session("start")) {
      this.timezone = session.ask("SELECT timezone()");
      this.version = session.ask("SELECT version()");
    }
    this.server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 256);
    this.threads = Executors.newFixedThreadPool(THREADS, r -> new Thread(r, "http"));
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.createContext("/ping", EngineHttp::pong);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  String version() {
    return version;
  }

  private static void pong(HttpExchange exchange) throws IOException {
    byte[] ok = "Ok.\n".getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, ok.length);
    exchange.getResponseBody().write(ok);
    exchange.close();
  }

  private void handle(HttpExchange exchange) throws IOException {
    Reply reply = new Reply(exchange);
    try {
      answer(Request.of(exchange, credentials), reply);
    } catch (EngineError e) {
      reply.error(e, version);
    } catch (IOException e) {
      throw reply.brokenOff(e); // the client left; what it asked for has been cancelled
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw reply.brokenOff(e);
    } catch (RuntimeException e) {
      reply.error(
          EngineError.of(EngineError.UNKNOWN_EXCEPTION, "UNKNOWN_EXCEPTION", e.toString()),
          version);
    }
  }

  private void answer(Request request, Reply reply) throws IOException, InterruptedException {
    reply.head("X-ClickHouse-Query-Id", request.queryId());
    reply.head("X-ClickHouse-Timezone", timezone);
    try (Session session = engine.session(request.queryId())) {
      if (request.database() != null && !request.database().equals("default")) {
        session.use(request.database());
      }
      session.set(settings(request));
      Statement.RowsFollow insert = Statement.rowsFollow(request.sql());
      if (insert != null) {
        insert(session, insert, request, reply);
      } else {
        query(session, request, reply);
      }
    }
  }

  /** As ClickHouse's server does: a GET may read but not change anything. */
  private static Map<String, String> settings(Request request) {
    Map<String, String> settings = new LinkedHashMap<>(request.settings());
    if (request.readOnly()) {
      settings.putIfAbsent("readonly", "2");
    }
    return settings;
  }

  private static void insert(
      Session session, Statement.RowsFollow insert, Request request, Reply reply)
      throws IOException {
    Statement head = new Statement(utf8(insert.head()), insert.format(), request.params());
    try (Chunk done = session.insert(head, request.body())) {
      reply.head("X-ClickHouse-Summary", done.summary());
      reply.begin(request, request.format()).close();
    }
  }

  private static void query(Session session, Request request, Reply reply) throws IOException {
    byte[] sql = statement(request);
    String text = new String(sql, StandardCharsets.UTF_8);
    String named = Statement.tail(text).format();
    Joining joining =
        Statement.isInsert(text) ? Joining.DOCUMENT : Joining.of(text, request.format());
    byte[] killing = Statement.killing(text);
    Statement statement =
        new Statement(killing == null ? sql : killing, request.format(), request.params());
    try (Results results = session.query(statement, joining)) {
      reply.head("X-ClickHouse-Summary", results.summary());
      OutputStream out = reply.begin(request, named == null ? request.format() : named);
      results.copyTo(out);
      out.close();
    }
  }

  /** The {@code query} parameter followed by the body, as ClickHouse joins them. */
  private static byte[] statement(Request request) throws IOException {
    byte[] head = utf8(request.sql());
    byte[] body = request.body().readNBytes(STATEMENT_BYTES_MAX + 1);
    byte[] sql = Arrays.copyOf(head, head.length + body.length);
    System.arraycopy(body, 0, sql, head.length, body.length);
    if (sql.length > STATEMENT_BYTES_MAX) {
      throw EngineError.of(
          307,
          "TOO_MANY_BYTES",
          "a statement sent as the body may have "
              + STATEMENT_BYTES_MAX
              + " bytes; send INSERT … FORMAT … as the parameter 'query' and the rows as the body");
    }
    return sql;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Closes the doors at once: the engine has been stopped before, and with it what ran. */
  @Override
  public void close() {
    server.stop(0); // any delay is waited for in full where nothing runs
    threads.shutdown();
  }

  /** The answer to one request: headers first, then a stream; an error only before the stream. */
  private static final class Reply {
    private final HttpExchange exchange;
    private boolean begun;

    Reply(HttpExchange exchange) {
      this.exchange = exchange;
      // Clients keep a connection for less time than the server (30 s), so none reuses a dead one.
      head("Keep-Alive", "timeout=10");
      head("X-ClickHouse-Server-Display-Name", "plainsight");
    }

    void head(String name, String value) {
      exchange.getResponseHeaders().set(name, value);
    }

    OutputStream begin(Request request, String format) throws IOException {
      head("X-ClickHouse-Format", format);
      head("Content-Type", contentType(format));
      String encoding = encoding(request.accepts());
      if (encoding != null) {
        head("Content-Encoding", encoding);
      }
      begun = true;
      exchange.sendResponseHeaders(200, 0);
      OutputStream out = encoded(exchange.getResponseBody(), encoding);
      return request.compressed() ? Blocks.compressed(out) : out;
    }

    private static @Nullable String encoding(String accepts) {
      return Stream.of("lz4", "zstd", "gzip").filter(accepts::contains).findFirst().orElse(null);
    }

    private static OutputStream encoded(OutputStream body, @Nullable String encoding)
        throws IOException {
      return switch (encoding == null ? "" : encoding) {
        case "lz4" -> new LZ4FrameOutputStream(body);
        case "zstd" -> new ZstdOutputStream(body);
        case "gzip" -> new GZIPOutputStream(body);
        default -> body;
      };
    }

    private static String contentType(String format) {
      if (format.startsWith("JSON")) {
        return "application/json; charset=UTF-8";
      }
      if (format.startsWith("CSV")) {
        return "text/csv; charset=UTF-8";
      }
      return format.startsWith("T")
          ? "text/tab-separated-values; charset=UTF-8"
          : "application/octet-stream";
    }

    /**
     * Before the stream: a status and the engine's text. After it has begun there is no status left
     * to give, so the chunked body is broken off and the client sees an incomplete answer.
     */
    void error(EngineError error, String version) throws IOException {
      if (begun) {
        throw brokenOff(error);
      }
      drain();
      byte[] text = utf8(error.text() + " (version " + version + ")\n");
      Headers headers = exchange.getResponseHeaders();
      headers.set("X-ClickHouse-Exception-Code", String.valueOf(error.code()));
      headers.set("Content-Type", "text/plain; charset=UTF-8");
      exchange.sendResponseHeaders(error.status(), text.length);
      exchange.getResponseBody().write(text);
      exchange.close();
    }

    /** A client still sending would otherwise see a broken pipe instead of the error. */
    private void drain() throws IOException {
      InputStream rest = exchange.getRequestBody();
      byte[] piece = new byte[1 << 16];
      for (long n = 0, read = 0; read >= 0 && n < DRAIN_BYTES_MAX; n += read) {
        read = rest.read(piece);
      }
    }

    /**
     * Thrown out of the handler, it makes the server drop the connection; closing the exchange
     * would end the body properly, and the client would take what it has for the whole.
     */
    IOException brokenOff(Exception cause) {
      return new IOException("broken off: " + cause.getMessage(), cause);
    }
  }
}
