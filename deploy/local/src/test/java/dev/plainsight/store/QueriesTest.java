package dev.plainsight.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plainsight.contract.testing.Needs;
import dev.plainsight.detect.Purpose;
import dev.plainsight.store.read.Asked;
import dev.plainsight.store.read.Findings;
import dev.plainsight.store.read.Found;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is asked is data, whatever it reads like; and of each finding the newest version speaks. */
class QueriesTest {
  private static final Path FILES =
      Needs.repository().resolve("pipeline/store/src/main/resources/queries");
  private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+):([^}]+)}");
  private static final List<String> ATTACKS =
      List.of(
          "' OR 1 = 1 --",
          "'; DROP TABLE activity.findings; --",
          "x') UNION ALL SELECT * FROM evidence.access_log --",
          "\\' OR 1 = 1 --",
          "{person:String}",
          "\\N");

  @TempDir static Path folder;
  private static LiveStore live;

  @BeforeAll
  static void start() throws Exception {
    live = LiveStore.start(folder);
    new Migrations(live.store, "").apply();
    Samples.ALL.forEach(QueriesTest::insert);
  }

  @AfterAll
  static void stop() throws Exception {
    if (live != null) {
      live.close();
    }
  }

  private static <T> void insert(Samples<T> samples) {
    live.store.insert(samples.table(), samples.rows());
  }

  static Stream<String> queries() throws IOException {
    try (Stream<Path> files = Files.walk(FILES)) {
      return files
          .filter(file -> file.toString().endsWith(".sql"))
          .map(file -> FILES.relativize(file).toString().replace(".sql", ""))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("queries")
  void anAttackIsDataAndFindsNothing(String name) {
    Query query = Query.named(Store.class, name);
    List<MatchResult> wanted = PARAMETER.matcher(query.sql()).results().toList();
    String before = counts();
    int ofNobody = rows(query, wanted, "nobody");
    for (String attack : ATTACKS) {
      int rows = rows(query, wanted, attack);
      if (wanted.stream().anyMatch(each -> isAskedOfPeople(each.group(1)))) {
        assertEquals(ofNobody, rows, "asked for " + attack);
      }
    }
    assertEquals(before, counts());
  }

  private static int rows(Query query, List<MatchResult> wanted, String text) {
    Parameters parameters = Parameters.none();
    wanted.forEach(each -> fill(parameters, each.group(1), each.group(2), text));
    return live.store.query(query, parameters, row -> 1).size();
  }

  /** The one parameter that is not data is the name of a database, and never a reader's. */
  @Test
  void aPurposeIsANameAndNoPlaceForSql() {
    Query list = Query.named(Store.class, "findings/one");
    StoreException refused =
        assertThrows(
            StoreException.class,
            () ->
                live.store.query(
                    list,
                    Parameters.none().text("id", "f1").text("purpose", "activity.findings_now --"),
                    row -> 1));
    assertTrue(
        (refused.getMessage() + "").startsWith("query findings/one failed at "), refused + "");
  }

  @Test
  void aParameterOfTheWrongTypeIsRefusedByTheStore() {
    assertThrows(
        StoreException.class,
        () ->
            live.store.query(
                Query.named(Store.class, "log/recent"),
                Parameters.none().text("limit", "1; DROP TABLE evidence.access_log"),
                row -> 1));
  }

  @Test
  void noQueryIsPutTogetherFromStrings() throws IOException {
    for (String name : queries().toList()) {
      String sql = Files.readString(FILES.resolve(name + ".sql"));
      assertTrue(!sql.contains("${") && !sql.contains("%s") && !sql.contains("?"), name);
    }
  }

  /**
   *
   *
   * <pre>
   * written   f/2   f/1   g/1   g/2 retracted   h/1   h/1 again
   * in force  f/2                               h/1
   * </pre>
   */
  @Test
  void theNewestVersionOfAFindingIsInForceWhateverCameLast() {
    write("new-f", 2, false);
    write("new-f", 1, false);
    write("new-g", 1, false);
    write("new-g", 2, true);
    write("new-h", 1, false);
    write("new-h", 1, false);
    assertEquals(List.of("new-f/2", "new-h/1"), inForce("new-"));
    assertEquals(5, versions("new-"));

    live.store.execute("OPTIMIZE TABLE activity.findings FINAL");
    assertEquals(List.of("new-f/2", "new-h/1"), inForce("new-"));
    assertEquals(5, versions("new-"));
  }

  @Test
  void aRetractedFindingThatHoldsAgainIsInForceAgain() {
    write("again", 1, false);
    write("again", 2, true);
    assertEquals(List.of(), inForce("again"));
    write("again", 3, false);
    write("again", 2, true);
    assertEquals(List.of("again/3"), inForce("again"));
  }

  @Test
  void aFindingOfOnePurposeIsNotSeenByTheOther() {
    write("apart", 1, false);
    Asked security = new Asked(Purpose.SECURITY, day(-1), day(2), ZoneOffset.UTC, "", "", "", 0);
    assertTrue(
        Findings.in(live.store).list(security, Findings.LIST_MAX).stream()
            .noneMatch(found -> found.id().equals("apart")));
    assertEquals(List.of("apart/1"), inForce("apart"));
  }

  private static void write(String id, int version, boolean retracted) {
    live.store.insert(
        FindingTables.ACTIVITY, List.of(Samples.finding(Purpose.ACTIVITY, id, version, retracted)));
  }

  private static List<String> inForce(String ids) {
    Asked all = new Asked(Purpose.ACTIVITY, day(-1), day(2), ZoneOffset.UTC, "", "", "", 0);
    return Findings.in(live.store).list(all, Findings.LIST_MAX).stream()
        .filter(found -> found.id().startsWith(ids))
        .map((Found found) -> found.id() + "/" + found.version())
        .sorted()
        .toList();
  }

  private static int versions(String ids) {
    return (int)
        live.column("SELECT id AS x FROM activity.findings").stream()
            .filter(id -> id.startsWith(ids))
            .count();
  }

  private static LocalDate day(int days) {
    return LocalDate.of(2026, 11, 23).plusDays(days);
  }

  /** What a reader types, and what thereby must find nothing; other texts are the program's own. */
  private static boolean isAskedOfPeople(String parameter) {
    return List.of("person", "team", "rule", "entity", "id", "control").contains(parameter);
  }

  private static void fill(Parameters into, String name, String type, String attack) {
    if (name.equals("zone")) {
      into.text(name, "UTC");
    } else if (type.equals("String")) {
      into.text(name, attack);
    } else if (type.equals("Identifier")) {
      into.text(name, "activity");
    } else if (type.equals("Date")) {
      into.day(name, day(name.equals("from") ? -1 : 1));
    } else if (type.startsWith("DateTime64")) {
      into.at(
          name, Instant.parse("2026-11-23T00:00:00Z").plusSeconds(name.equals("to") ? 172_800 : 0));
    } else {
      into.number(name, 1);
    }
  }

  /** How many rows each table has. */
  private static String counts() {
    return live.one(
        "SELECT arraySort(groupArray((name, n))) FROM ("
            + Samples.ALL.stream()
                .map(
                    samples ->
                        "SELECT '"
                            + samples.table().name()
                            + "' AS name, count() AS n FROM "
                            + samples.table().name()
                            + " FINAL")
                .collect(Collectors.joining(" UNION ALL "))
            + ")");
  }
}
