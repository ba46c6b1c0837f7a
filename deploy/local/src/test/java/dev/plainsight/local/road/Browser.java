package dev.plainsight.local.road;

import dev.plainsight.contract.testing.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A real browser at the dashboard. */
final class Browser implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private final ChromeDriver driver;
  private final String address;

  private Browser(ChromeDriver driver, String address) {
    this.driver = driver;
    this.address = address;
  }

  static Browser open(String address) {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(Needs.program("chromium", "chromium").toString());
    options.addArguments(
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--window-size=1280,900");
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(Needs.program("chromedriver", "chromium-driver").toFile())
            .build();
    return new Browser(new ChromeDriver(service, options), address);
  }

  void signIn(String account, String password) {
    go("/sign-in");
    driver.findElement(By.name("username")).sendKeys(account);
    driver.findElement(By.name("password")).sendKeys(password);
    driver.findElement(By.cssSelector("form button.btn-primary")).click();
    new WebDriverWait(driver, PATIENCE)
        .until(at -> !String.valueOf(at.getCurrentUrl()).contains("sign-in"));
  }

  void go(String path) {
    driver.get(address + path);
  }

  void awaitText(String text) {
    new WebDriverWait(driver, PATIENCE)
        .until(at -> at.findElement(By.tagName("body")).getText().contains(text));
  }

  /** Kept below target/screenshots, as an artefact of the build; at both widths. */
  Path screenshot(String name) throws IOException {
    Path folder = Files.createDirectories(Path.of("target", "screenshots"));
    Path wide = folder.resolve(name + "-1280.png");
    Files.write(wide, driver.getScreenshotAs(OutputType.BYTES));
    driver.manage().window().setSize(new Dimension(500, 844));
    Files.write(folder.resolve(name + "-narrow.png"), driver.getScreenshotAs(OutputType.BYTES));
    driver.manage().window().setSize(new Dimension(1280, 900));
    return wide;
  }

  @Override
  public void close() {
    driver.quit();
  }
}
