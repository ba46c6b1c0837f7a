package dev.plainsight.agent.redaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plainsight.contract.avro.ActivityEvent;
import dev.plainsight.contract.avro.Logon;
import dev.plainsight.contract.avro.Presence;
import dev.plainsight.contract.avro.Process;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
  private static final String SECRET = "hunter2";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mysql -u root -phunter2 shop",
        "mysql --password=hunter2 shop",
        "mysql --password hunter2 shop",
        "curl -u ada:hunter2 https://example.org",
        "curl -H 'Authorization: Bearer hunter2' https://example.org",
        "curl -H \"X-Api-Key: hunter2\" https://example.org",
        "curl https://ada:hunter2@example.org/x",
        "curl https://example.org/?access_token=hunter2",
        "env AWS_SECRET_ACCESS_KEY=hunter2 aws s3 ls",
        "DB_PASS=hunter2 ./migrate",
        "tool --token hunter2 --verbose",
        "tool --client-secret=\"hunter2\"",
        "export GITHUB_TOKEN='hunter2'",
        "sshpass -phunter2 ssh host",
      })
  void masksTheSecretOfACommand(String command) {
    String told = logon(command).getCommand();
    assertFalse(told.contains(SECRET), told);
    assertTrue(told.contains("***"), told);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/usr/bin/apt-get install filebeat",
        "/usr/bin/vim /etc/filebeat/filebeat.yml",
        "/usr/bin/curl -L -O https://artifacts.example.org/filebeat-5.2.2-amd64.deb",
        "./filebeat -e -modules=auditd",
        "/usr/bin/dpkg -i filebeat-6.0.0-alpha1-SNAPSHOT-amd64.deb",
      })
  void leavesAnOrdinaryCommandAsItIs(String command) {
    assertEquals(command, logon(command).getCommand());
  }

  @Test
  void masksLongRunsThatLookLikeKeys() {
    assertEquals("tool ***", logon("tool ghp_16C7e42F292c6912E7710c838347Ae178B4a").getCommand());
  }

  @Test
  void alwaysTellsTheHashAndTheCommandOnlyByPolicy() {
    RedactionPolicy none = new RedactionPolicy(TitlePolicy.OFF, false, false, false);
    Logon quiet = logonOf(new Redaction(none).apply(elevation("/bin/sh")));
    assertEquals("", quiet.getCommand());
    assertEquals(64, quiet.getCommandHash().length());
    assertNotEquals(quiet.getCommandHash(), logon("/bin/bash").getCommandHash());
  }

  @Test
  void masksWhatATitleTellsOfPersonsAndNumbers() {
    Redaction redaction = new Redaction(RedactionPolicy.DEFAULT);
    assertEquals(
        "Inbox (#) - <address> - Mail", redaction.title("Inbox (12) - ada@example.org - Mail"));
    assertEquals("Invoice #.pdf", redaction.title("Invoice 4711.pdf"));
    assertEquals(
        "https://example.org/search - Browser",
        redaction.title("https://example.org/search?q=illness - Browser"));
    assertEquals("What next?", redaction.title("What next?"));
  }

  @ParameterizedTest
  @EnumSource(TitlePolicy.class)
  void letsNothingPassThatThePolicyForbids(TitlePolicy titles) {
    Redaction redaction = new Redaction(new RedactionPolicy(titles, false, false, false));
    ActivityEvent slice =
        ActivityEvent.newBuilder()
            .setOccurredAt(1)
            .setEndedAt(2)
            .setPresence(
                Presence.newBuilder()
                    .setApp("editor")
                    .setTitle("mail to ada@example.org 4711")
                    .setDomain("private.example")
                    .build())
            .build();
    String told = redaction.apply(slice).toString();
    assertFalse(told.contains("private.example"));
    assertEquals(titles == TitlePolicy.FULL, told.contains("4711"));
    assertEquals(titles == TitlePolicy.FULL, told.contains("ada@example.org"));
    assertEquals(titles != TitlePolicy.OFF, told.contains("editor"));
    assertFalse(redaction.apply(elevation("tool " + SECRET)).toString().contains(SECRET));
    assertFalse(redaction.apply(process("tool " + SECRET)).toString().contains(SECRET));
  }

  @Test
  void cutsEachTextToItsLimitAndTakesControlCharactersOut() {
    Redaction redaction = new Redaction(new RedactionPolicy(TitlePolicy.FULL, true, true, true));
    ActivityEvent event = redaction.apply(process("x".repeat(20_000)));
    Process process = event.getProcess();
    assertEquals(8_192, process == null ? 0 : process.getCommandLine().length());
    event.setUser("a\u001b[31mb\u0000");
    assertEquals("a [31mb ", redaction.apply(event).getUser());
  }

  @Test
  void changesNothingTheSecondTime() {
    Redaction redaction = new Redaction(RedactionPolicy.DEFAULT);
    for (String command :
        List.of("a --password b c", "curl -u a:b", "x=1 token=2", "Bearer a b", "a?b@c 12")) {
      String once = redaction.apply(elevation(command)).toString();
      ActivityEvent again = redaction.apply(elevation(command));
      Logon logon = logonOf(again);
      String hash = logon.getCommandHash();
      redaction.apply(again);
      assertEquals(hash, logon.getCommandHash(), command);
      assertEquals(once, again.toString(), command);
    }
  }

  private static Logon logon(String command) {
    return logonOf(new Redaction(RedactionPolicy.DEFAULT).apply(elevation(command)));
  }

  private static Logon logonOf(ActivityEvent event) {
    return java.util.Objects.requireNonNull(event.getLogon());
  }

  private static ActivityEvent elevation(String command) {
    return ActivityEvent.newBuilder()
        .setOccurredAt(1)
        .setEndedAt(1)
        .setLogon(Logon.newBuilder().setCommand(command).build())
        .build();
  }

  private static ActivityEvent process(String commandLine) {
    return ActivityEvent.newBuilder()
        .setOccurredAt(1)
        .setEndedAt(1)
        .setProcess(Process.newBuilder().setCommandLine(commandLine).build())
        .build();
  }
}
