package dev.plainsight.local;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code plainsight sql}: one statement to the store of the running stack, its answer as a table.
 */
@Command(name = "sql", description = "Ask the store, one statement.")
final class Sql implements Callable<Integer> {
  @Parameters(
      description = "such as \"SELECT rule, count() FROM security.findings_now GROUP BY rule\"")
  String statement = "";

  @Option(names = "--rows", description = "At most so many rows (default: ${DEFAULT-VALUE}).")
  int rowsMax = 200;

  @Override
  public Integer call() throws Exception {
    Map<String, String> endpoints = Programs.endpoints(PlainsightMain.running());
    Properties properties = new Properties();
    properties.setProperty("user", endpoints.getOrDefault("PLAINSIGHT_STORE_USER", "default"));
    String file = endpoints.getOrDefault("PLAINSIGHT_STORE_PASSWORD_FILE", "");
    properties.setProperty(
        "password", file.isEmpty() ? "" : Files.readString(Path.of(file)).strip());
    properties.setProperty("compress", "false");
    String url = "jdbc:clickhouse:" + endpoints.getOrDefault("PLAINSIGHT_STORE_URL", "");
    try (Connection connection = DriverManager.getConnection(url, properties);
        Statement query = connection.createStatement()) {
      if (query.execute(statement)) {
        try (ResultSet answer = query.getResultSet()) {
          print(answer, System.out);
        }
      }
      return 0;
    } catch (SQLException e) {
      System.err.println(e.getMessage());
      return 1;
    }
  }

  private void print(ResultSet answer, PrintStream out) throws SQLException {
    int columns = answer.getMetaData().getColumnCount();
    List<String[]> rows = new ArrayList<>();
    String[] head = new String[columns];
    for (int i = 0; i < columns; i++) {
      head[i] = answer.getMetaData().getColumnLabel(i + 1);
    }
    rows.add(head);
    boolean more = false;
    while (answer.next()) {
      if (rows.size() > rowsMax) {
        more = true;
        break;
      }
      String[] row = new String[columns];
      for (int i = 0; i < columns; i++) {
        row[i] = String.valueOf(answer.getString(i + 1));
      }
      rows.add(row);
    }
    print(rows, columns, out);
    out.println(more ? "… more rows; --rows N shows them" : rows.size() - 1 + " rows");
  }

  private static void print(List<String[]> rows, int columns, PrintStream out) {
    int[] widths = new int[columns];
    for (String[] row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.min(60, Math.max(widths[i], row[i].length()));
      }
    }
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        line.append(row[i]).append(" ".repeat(Math.max(0, widths[i] - row[i].length()) + 2));
      }
      out.println(line.toString().stripTrailing());
    }
  }
}
