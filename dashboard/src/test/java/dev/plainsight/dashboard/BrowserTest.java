package dev.plainsight.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plainsight.contract.testing.Needs;
import dev.plainsight.detect.Purpose;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/** From sign-in to each page, in a real browser: nothing fails, nothing foreign runs. */
class BrowserTest {
  private static final Map<String, List<String>> PAGES =
      Map.of(
          "manager",
              List.of("/", "/unusual", "/unusual/ada", "/unusual/ada/f1", "/people", "/people/ada"),
          "analyst", List.of("/", "/access", "/access/s1", "/people", "/people/tova", "/devices"),
          "employee", List.of("/", "/me"),
          "auditor", List.of("/", "/evidence", "/evidence/controls/WM-01"),
          "it", List.of("/", "/devices"),
          "owner", List.of("/", "/devices", "/evidence", "/looks"));

  @TempDir static Path folder;
  private static Dashboard dashboard;
  private static ChromeDriver chrome;

  @BeforeAll
  static void start() throws IOException {
    Path chromium = Needs.program("chromium", "chromium");
    Path driver = Needs.program("chromedriver", "chromium-driver");
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium.toFile());
    options.setCapability("goog:loggingPrefs", logs);
    options.addArguments(
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--no-first-run",
        "--window-size=1280,860",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync");
    dashboard = new Dashboard(folder);
    chrome =
        new ChromeDriver(
            new ChromeDriverService.Builder().usingDriverExecutable(driver.toFile()).build(),
            options);
  }

  @AfterAll
  static void stop() {
    if (chrome != null) {
      chrome.quit();
      dashboard.close();
    }
  }

  private static void signIn(String account) {
    chrome.get(dashboard.address + "/sign-in");
    chrome.manage().deleteAllCookies();
    chrome.get(dashboard.address + "/sign-in");
    chrome.findElement(By.name("username")).sendKeys(account);
    chrome.findElement(By.name("password")).sendKeys(dashboard.password(account));
    chrome.findElement(By.cssSelector(".sign-in button")).click();
    waiting().until(driver -> !driver.findElements(By.cssSelector(".rail")).isEmpty());
  }

  private static WebDriverWait waiting() {
    return new WebDriverWait(chrome, Duration.ofSeconds(20), Duration.ofMillis(50));
  }

  private static @Nullable Object script(String text) {
    return ((JavascriptExecutor) chrome).executeScript(text);
  }

  @Test
  void everyPageOpensWithoutAnErrorAndRunsNothingForeign() {
    PAGES.forEach(
        (account, paths) -> {
          signIn(account);
          for (String path : paths) {
            chrome.get(dashboard.address + path);
            assertTrue(chrome.findElements(By.cssSelector("main h1")).size() == 1, path);
            assertEquals(
                null, script("return window.hacked === undefined ? null : window.hacked"), path);
            assertEquals(
                0, chrome.findElements(By.cssSelector("main script, main img")).size(), path);
          }
        });
    List<String> errors =
        chrome.manage().logs().get(LogType.BROWSER).getAll().stream()
            .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
            .map(LogEntry::getMessage)
            .toList();
    assertEquals(List.of(), errors);
  }

  @Test
  void noPageIsWiderThanAPhone() {
    chrome.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", 390, "height", 844, "deviceScaleFactor", 1, "mobile", true));
    PAGES.forEach(
        (account, paths) -> {
          signIn(account);
          for (String path : paths) {
            chrome.get(dashboard.address + path);
            assertEquals(
                390L, script("return document.documentElement.scrollWidth"), account + " " + path);
          }
        });
    chrome.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
  }

  @Test
  void aNewFindingArrivesOnTheOpenPageOfThoseWhoMayReadIt() {
    signIn("manager");
    waiting().until(driver -> !driver.findElements(By.cssSelector(".live.on")).isEmpty());
    dashboard.office.findings.add(
        dashboard.office.finding(Purpose.SECURITY, "s9", "AC-01", "ada", "Ada", "Finance"));
    dashboard.office.findings.add(
        dashboard.office.finding(Purpose.ACTIVITY, "f8", "WF-01", "tova", "Tova Weiss", "Sales"));
    dashboard.office.findings.add(
        dashboard.office.finding(Purpose.ACTIVITY, "f9", "WF-10", "ada", "Ada", "Finance"));
    waiting()
        .until(
            driver ->
                !driver.findElements(By.cssSelector("tr[data-id=f9][data-shown-at]")).isEmpty());
    assertEquals(0, chrome.findElements(By.cssSelector("tr[data-id=s9], tr[data-id=f8]")).size());
    assertEquals(null, script("return window.hacked === undefined ? null : window.hacked"));
  }
}
