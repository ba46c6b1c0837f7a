package dev.plainsight.agent.logins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plainsight.contract.avro.ActivityEvent;
import dev.plainsight.contract.avro.Logon;
import dev.plainsight.contract.avro.LogonAction;
import dev.plainsight.contract.avro.LogonType;
import dev.plainsight.contract.avro.Outcome;
import dev.plainsight.contract.testing.Needs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AuthLogTest {
  private static final String AT = "Mar 27 13:08:09 host ";

  @Test
  void readsTheRealLogOfACloudHost() throws IOException {
    List<String> lines =
        Files.readAllLines(Needs.sharedData("auth/aws-host-auth.log"), StandardCharsets.UTF_8);
    AuthLog log = log();
    List<Logon> ssh = new ArrayList<>();
    int failedPasswordLines = 0;
    int folded = 0;
    for (String line : lines) {
      Parsed parsed = log.read(line);
      assertTrue(parsed.isReadable(), line);
      ssh.addAll(ssh(parsed.events()));
      failedPasswordLines += line.contains("Failed password") ? 1 : 0;
      folded += line.contains("message repeated") ? ssh(parsed.events()).size() - 1 : 0;
    }
    ssh.addAll(ssh(log.release(0, true)));

    assertEquals(226, count(ssh, logon -> logon.getAction() == LogonAction.LOGON));
    assertEquals(713, failedPasswordLines);
    long byPassword = count(ssh, logon -> isFailed(logon) && logon.getMethod().equals("password"));
    assertEquals(713, byPassword - folded);
    assertEquals(1_038, byPassword);
    Set<String> good = sources(ssh, logon -> logon.getAction() == LogonAction.LOGON);
    Set<String> bad = sources(ssh, AuthLogTest::isFailed);
    Set<String> all = new HashSet<>(good);
    all.addAll(bad);
    bad.removeAll(good);
    assertEquals(131, all.size());
    assertEquals(127, bad.size());
  }

  @Test
  void countsAnInvalidUserAndTheFailureOfTheSameAttemptOnce() {
    List<Logon> told =
        logons(
            AT + "sshd[7]: Invalid user x from 203.0.113.9",
            AT + "sshd[7]: input_userauth_request: invalid user x [preauth]",
            AT + "sshd[7]: Failed password for invalid user x from 203.0.113.9 port 1 ssh2",
            AT + "sshd[7]: Failed password for invalid user x from 203.0.113.9 port 1 ssh2",
            AT + "sshd[7]: Connection closed by 203.0.113.9 port 1 [preauth]");
    assertEquals(2, told.size());
    assertEquals("password", told.get(0).getMethod());
    assertEquals("invalid user", told.get(0).getReason());
  }

  @Test
  void countsAnInvalidUserThatTriesNothingOnceItGoes() {
    List<Logon> told =
        logons(
            AT + "sshd[7]: Invalid user admin from 203.0.113.9 port 4",
            AT + "sshd[7]: Connection closed by invalid user admin 203.0.113.9 port 4 [preauth]");
    assertEquals(1, told.size());
    assertEquals("", told.get(0).getMethod());
    assertEquals("203.0.113.9", told.get(0).getSourceIp());
  }

  @Test
  void letsGoOfAnInvalidUserAfterSshdsOwnLimit() {
    AuthLog log = log();
    log.read(AT + "sshd[7]: Invalid user admin from 203.0.113.9");
    Parsed later = log.read("Mar 27 13:11:00 host sshd[9]: Server listening on :: port 22.");
    assertEquals(1, later.events().size());
    assertEquals(
        Instant.parse("2017-03-27T13:08:09Z").toEpochMilli(),
        later.events().get(0).getOccurredAt());
  }

  @Test
  void unfoldsRepeatedLines() {
    List<Logon> told =
        logons(
            AT + "sshd[7]: Failed password for root from 203.0.113.9 port 1 ssh2",
            AT
                + "sshd[7]: message repeated 5 times: [ Failed password for root from 203.0.113.9"
                + " port 1 ssh2]");
    assertEquals(6, told.size());
  }

  @Test
  void takesTheSourceFromTheEndWhateverTheAttackerCallsHimself() {
    List<Logon> told =
        logons(
            AT
                + "sshd[7]: Failed password for invalid user root from 198.51.100.1 port 22 ssh2:"
                + " from 203.0.113.9 port 1 ssh2");
    assertEquals("203.0.113.9", told.get(0).getSourceIp());
    assertEquals("root from 198.51.100.1 port 22 ssh2:", told.get(0).getTargetUser());
  }

  @Test
  void doesNotCallAKeyThatDoesNotFitAFailure() {
    assertEquals(
        List.of(),
        logons(
            AT + "sshd[7]: Failed publickey for ada from 203.0.113.9 port 1 ssh2: RSA SHA256:x"));
  }

  @Test
  void countsAUserWhoClosesAtThePromptOnlyWhereNoFailureWasCounted() {
    String end =
        "sshd[7]: Connection closed by authenticating user root 203.0.113.9 port 1 [preauth]";
    assertEquals(1, logons(AT + end).size());
    assertEquals(
        1,
        logons(AT + "sshd[7]: Failed password for root from 203.0.113.9 port 1 ssh2", AT + end)
            .size());
  }

  @Test
  void tellsElevationsOnceAndTheirFailures() {
    List<Logon> told =
        logons(
            AT
                + "sudo:   ada : TTY=pts/0 ; PWD=/home/ada ; USER=root ; COMMAND=/usr/bin/apt update",
            AT + "sudo: pam_unix(sudo:session): session opened for user root by ada(uid=0)",
            AT
                + "sudo:   bob : user NOT in sudoers ; TTY=pts/1 ; PWD=/ ; USER=root ; COMMAND=/bin/sh",
            AT + "su[5]: Successful su for root by ada",
            AT + "su[5]: pam_unix(su:session): session opened for user root by ada(uid=1000)");
    assertEquals(3, told.size());
    assertEquals("/usr/bin/apt update", told.get(0).getCommand());
    assertEquals(Outcome.FAILURE, told.get(1).getOutcome());
    assertEquals("user NOT in sudoers", told.get(1).getReason());
    assertEquals("su", told.get(2).getService());
  }

  @Test
  void doesNotTellASessionThatIsAnSshLoginAgain() {
    List<Logon> told =
        logons(
            AT + "sshd-session[7]: Accepted password for ada from 2001:db8::1 port 1 ssh2",
            AT + "systemd-logind[1]: New session 4 of user ada.",
            AT
                + "systemd-logind[1]: New session 'c5' of user 'bob' with class 'user' and type 'x11'.",
            AT + "systemd-logind[1]: Removed session 4.",
            AT + "systemd-logind[1]: Removed session c5.");
    assertEquals(
        List.of(LogonAction.LOGON, LogonAction.CONNECT, LogonAction.DISCONNECT),
        told.stream().map(Logon::getAction).toList());
    assertEquals("2001:db8::1", told.get(0).getSourceIp());
    assertEquals(LogonType.SSH, told.get(0).getLogonType());
  }

  @Test
  void tellsChangesOfAccounts() {
    List<Logon> told =
        logons(
            AT
                + "useradd[9]: new user: name=eve, UID=1001, GID=1001, home=/home/eve, shell=/bin/sh",
            AT + "usermod[9]: add 'eve' to group 'sudo'",
            AT + "passwd[9]: pam_unix(passwd:chauthtok): password changed for eve");
    assertEquals(3, told.size());
    assertTrue(told.stream().allMatch(logon -> logon.getTargetUser().equals("eve")));
  }

  @Test
  void readsIsoAndRfc5424Stamps() {
    List<ActivityEvent> told =
        events(
            "2026-11-23T10:00:00.123456+01:00 host sshd[7]: Accepted password for ada from"
                + " 203.0.113.9 port 1 ssh2",
            "<38>1 2026-11-23T09:00:00.123Z host sshd 7 - - Accepted password for ada from"
                + " 203.0.113.9 port 1 ssh2",
            "<38>1 2026-11-23T09:00:00.123Z host sshd 7 - [a b=\"c\"] Accepted password for ada"
                + " from 203.0.113.9 port 1 ssh2");
    long at = Instant.parse("2026-11-23T09:00:00.123Z").toEpochMilli();
    assertEquals(List.of(at, at, at), told.stream().map(ActivityEvent::getOccurredAt).toList());
  }

  @Test
  void namesWhatItCannotRead() {
    AuthLog log = log();
    for (String line :
        List.of("", "garbage", "Foo 27 13:08:09 host sshd[1]: x", "Feb 30 13:08:09 host sshd: x")) {
      assertFalse(log.read(line).isReadable(), line);
    }
    assertFalse(log.read("x".repeat(20_000)).isReadable());
    assertTrue(log.read(AT + "CRON[3]: pam_unix(cron:session): session opened").isReadable());
  }

  @Test
  void goesOnFromItsSavedStateAsIfNothingHadHappened() {
    AuthLog first = log();
    first.read(AT + "sshd[7]: Invalid user x from 203.0.113.9");
    first.read(AT + "sshd[8]: Accepted password for ada from 203.0.113.7 port 1 ssh2");
    AuthLog second = log();
    second.restore(first.save());
    assertEquals(
        1,
        second
            .read(AT + "sshd[7]: Failed password for invalid user x from 203.0.113.9 port 1 ssh2")
            .events()
            .size());
    assertFalse(second.read(AT + "systemd-logind[1]: New session 4 of user ada.").isOfInterest());
    assertEquals(List.of(), second.release(0, true));
  }

  private static AuthLog log() {
    Years years = new Years(2017, ZoneOffset.UTC);
    return new AuthLog(years::millis);
  }

  private static List<ActivityEvent> events(String... lines) {
    AuthLog log = log();
    List<ActivityEvent> events = new ArrayList<>();
    for (String line : lines) {
      Parsed parsed = log.read(line);
      assertTrue(parsed.isReadable(), line);
      events.addAll(parsed.events());
    }
    events.addAll(log.release(0, true));
    return events;
  }

  private static List<Logon> logons(String... lines) {
    return events(lines).stream().map(event -> Objects.requireNonNull(event.getLogon())).toList();
  }

  private static List<Logon> ssh(List<ActivityEvent> events) {
    return events.stream()
        .map(event -> Objects.requireNonNull(event.getLogon()))
        .filter(logon -> logon.getService().equals("sshd"))
        .toList();
  }

  private static boolean isFailed(Logon logon) {
    return logon.getAction() == LogonAction.FAILED;
  }

  private static long count(List<Logon> logons, Predicate<Logon> of) {
    return logons.stream().filter(of).count();
  }

  private static Set<String> sources(List<Logon> logons, Predicate<Logon> of) {
    return logons.stream().filter(of).map(Logon::getSourceIp).collect(Collectors.toSet());
  }
}
