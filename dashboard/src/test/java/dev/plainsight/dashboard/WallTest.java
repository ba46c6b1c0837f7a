package dev.plainsight.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plainsight.dashboard.access.Role;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Who may open what: every endpoint of the application against every role. */
class WallTest {
  private static final Set<Role> NOBODY_SIGNED_IN = Set.of();

  /** Each endpoint and who may open it; a new endpoint without a row here fails the test. */
  private static final Map<String, Set<Role>> MATRIX = matrix();

  @TempDir static Path folder;
  private static Dashboard dashboard;

  private static Map<String, Set<Role>> matrix() {
    Map<String, Set<Role>> rows = new TreeMap<>();
    Set<Role> all = Set.of(Role.values());
    row(rows, all, "/", "/api/today", "/live");
    row(
        rows,
        Set.of(Role.MANAGER),
        "/unusual",
        "/api/unusual",
        "/unusual/{person}",
        "/api/unusual/{person}");
    row(rows, Set.of(Role.MANAGER), "/unusual/{person}/{id}", "/api/unusual/{person}/{id}");
    row(rows, Set.of(Role.ANALYST), "/access", "/api/access", "/access/{id}", "/api/access/{id}");
    row(
        rows,
        Set.of(Role.MANAGER, Role.ANALYST),
        "/people",
        "/api/people",
        "/people/{person}",
        "/api/people/{person}");
    row(rows, Set.of(Role.EMPLOYEE), "/me", "/api/me");
    row(rows, Set.of(Role.IT, Role.ANALYST, Role.OWNER), "/devices", "/api/devices");
    row(
        rows,
        Set.of(Role.AUDITOR, Role.OWNER),
        "/evidence",
        "/api/evidence",
        "/evidence/controls/{control}");
    row(
        rows,
        Set.of(Role.AUDITOR, Role.OWNER),
        "/api/evidence/controls/{control}",
        "/evidence/packages/{name}");
    row(rows, Set.of(Role.OWNER), "/looks", "/api/looks");
    row(rows, NOBODY_SIGNED_IN, "/sign-in", "/health", "/error");
    return rows;
  }

  private static void row(Map<String, Set<Role>> rows, Set<Role> roles, String... endpoints) {
    for (String endpoint : endpoints) {
      rows.put(endpoint, roles);
    }
  }

  @BeforeAll
  static void start() throws IOException {
    dashboard = new Dashboard(folder);
  }

  @AfterAll
  static void stop() {
    dashboard.close();
  }

  @AfterEach
  void mend() {
    dashboard.office.logBroken = false;
    dashboard.office.storeBroken = false;
  }

  @Test
  void everyEndpointHasItsRow() {
    Set<String> endpoints = new TreeSet<>();
    dashboard
        .context
        .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
        .getHandlerMethods()
        .keySet()
        .forEach(mapping -> endpoints.addAll(mapping.getPatternValues()));
    assertEquals(MATRIX.keySet(), endpoints);
  }

  @Test
  void eachRoleOpensItsPagesAndNoOthers() throws Exception {
    for (Role role : Role.values()) {
      HttpClient browser = dashboard.signedIn(role.name().toLowerCase(Locale.ROOT));
      for (Map.Entry<String, Set<Role>> row : MATRIX.entrySet()) {
        if (!row.getValue().isEmpty() && !row.getKey().equals("/live")) {
          int expected = row.getValue().contains(role) ? 200 : 403;
          String path = example(row.getKey());
          assertEquals(expected, dashboard.get(browser, path).statusCode(), role + " " + path);
        }
      }
    }
  }

  @Test
  void withoutSignInThereIsOnlyTheDoor() throws Exception {
    HttpClient browser = dashboard.browser();
    for (Map.Entry<String, Set<Role>> row : MATRIX.entrySet()) {
      if (!row.getValue().isEmpty()) {
        HttpResponse<String> answer = dashboard.get(browser, example(row.getKey()));
        assertEquals(302, answer.statusCode(), row.getKey());
        assertTrue(answer.headers().firstValue("Location").orElse("").endsWith("/sign-in"));
      }
    }
    assertEquals("up\n", dashboard.get(browser, "/health").body());
  }

  @Test
  void aManagerSeesTheOwnTeamOnly() throws Exception {
    HttpClient manager = dashboard.signedIn("manager");
    assertEquals(404, dashboard.get(manager, "/people/tova").statusCode());
    assertEquals(404, dashboard.get(manager, "/unusual/tova").statusCode());
    assertFalse(dashboard.get(manager, "/").body().contains("Tova"));
    assertFalse(dashboard.get(manager, "/people").body().contains("Tova"));
  }

  @Test
  void aManagerSeesNoLogonAndAnAnalystNoActivity() throws Exception {
    String forManager = dashboard.get(dashboard.signedIn("manager"), "/api/people/ada").body();
    String forAnalyst = dashboard.get(dashboard.signedIn("analyst"), "/api/people/ada").body();
    assertTrue(forManager.contains("excel") && forManager.contains("\"logons\":[]"));
    assertTrue(forAnalyst.contains("198.51.100.7") && !forAnalyst.contains("excel"));
  }

  @Test
  void itSeesDevicesWithoutPeopleAndAuditorsSeePseudonyms() throws Exception {
    assertFalse(dashboard.get(dashboard.signedIn("it"), "/api/devices").body().contains("Tova"));
    String exceptions =
        dashboard.get(dashboard.signedIn("auditor"), "/api/evidence/controls/WM-01").body();
    assertFalse(exceptions.contains("tova") || exceptions.contains("Tova"));
    assertTrue(exceptions.contains("P-"));
  }

  @Test
  void aLookIsWrittenDownBeforeAnythingIsShown() throws Exception {
    HttpClient manager = dashboard.signedIn("manager");
    dashboard.office.looks.clear();
    dashboard.get(manager, "/people/ada");
    assertEquals(
        List.of("ada"), dashboard.office.looks.stream().map(look -> look.subject()).toList());
    dashboard.office.logBroken = true;
    HttpResponse<String> refused = dashboard.get(manager, "/people/ada");
    assertEquals(503, refused.statusCode());
    assertFalse(refused.body().contains("excel"));
  }

  @Test
  void aStoreThatIsDownIsSaidPlainlyAndWithoutATrace() throws Exception {
    HttpClient manager = dashboard.signedIn("manager");
    dashboard.office.storeBroken = true;
    HttpResponse<String> answer = dashboard.get(manager, "/unusual");
    assertEquals(503, answer.statusCode());
    assertTrue(answer.body().contains("The store does not answer"));
    assertFalse(answer.body().contains("StoreException") || answer.body().contains("127.0.0.1:1"));
  }

  @Test
  void locksANameAfterFiveFailuresWhetherItExistsOrNot() throws Exception {
    for (String name : List.of("nobody", "mallory")) {
      HttpClient browser = dashboard.browser();
      for (int i = 0; i < 5; i++) {
        assertEquals("?failed", query(dashboard.signIn(browser, name, "wrong")), name + i);
      }
      assertEquals("?locked", query(dashboard.signIn(browser, name, "wrong")));
    }
  }

  @Test
  void passwordsAreKeptAsHashesInAFileOfTheOwner() throws Exception {
    Path accounts = dashboard.data.resolve("accounts.yaml");
    assertEquals(
        "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(accounts)));
    assertEquals(
        "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(dashboard.data)));
    String text = Files.readString(accounts);
    assertFalse(text.contains(dashboard.password("owner")));
    assertTrue(text.contains("$2a$11$"));
  }

  @Test
  void aFormWithoutItsTokenIsRefused() throws Exception {
    HttpClient owner = dashboard.signedIn("owner");
    var request =
        java.net.http.HttpRequest.newBuilder(java.net.URI.create(dashboard.address + "/sign-out"))
            .POST(java.net.http.HttpRequest.BodyPublishers.noBody())
            .build();
    assertEquals(403, owner.send(request, HttpResponse.BodyHandlers.discarding()).statusCode());
  }

  @Test
  void packagesOutsideTheFolderCannotBeNamed() throws Exception {
    HttpClient auditor = dashboard.signedIn("auditor");
    assertEquals(200, dashboard.get(auditor, "/evidence/packages/evidence-demo.zip").statusCode());
    assertTrue(
        dashboard.get(auditor, "/evidence/packages/..%2Fdata%2Faccounts.yaml").statusCode() >= 400);
    assertEquals(404, dashboard.get(auditor, "/evidence/packages/accounts.yaml").statusCode());
  }

  @Test
  void everyAnswerForbidsForeignScriptAndFrames() throws Exception {
    HttpResponse<String> answer = dashboard.get(dashboard.browser(), "/sign-in");
    String policy = answer.headers().firstValue("Content-Security-Policy").orElse("");
    assertTrue(policy.contains("script-src 'self';") && policy.contains("frame-ancestors 'none'"));
    assertFalse(policy.contains("unsafe"));
    assertEquals("nosniff", answer.headers().firstValue("X-Content-Type-Options").orElse(""));
  }

  private static String query(String location) {
    return location.substring(Math.max(0, location.indexOf('?')));
  }

  private static String example(String endpoint) {
    return endpoint
        .replace("{person}", "ada")
        .replace("{id}", endpoint.contains("access") ? "s1" : "f1")
        .replace("{control}", "WM-01")
        .replace("{name}", "evidence-demo.zip");
  }
}
