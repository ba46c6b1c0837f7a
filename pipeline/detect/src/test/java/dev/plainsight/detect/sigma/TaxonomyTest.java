package dev.plainsight.detect.sigma;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plainsight.contract.avro.ActivityEvent;
import dev.plainsight.contract.avro.Logon;
import dev.plainsight.contract.avro.LogonAction;
import dev.plainsight.contract.avro.LogonType;
import dev.plainsight.contract.avro.Process;
import dev.plainsight.contract.avro.ProcessAction;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.Yaml;

class TaxonomyTest {
  private final Taxonomy taxonomy = Taxonomy.published();

  @Test
  void aProgramsSystemIsToldByItsPath() {
    assertEquals("process/plainsight process_creation/windows", sources(start("C:\\a\\b.exe")));
    assertEquals("process/plainsight process_creation/windows", sources(start("\\\\host\\b.exe")));
    assertEquals("process/plainsight process_creation/linux", sources(start("/usr/bin/ls")));
    assertEquals("process/plainsight process_creation/macos", sources(start("/System/x")));
    assertEquals("process/plainsight", sources(start("ls")));
  }

  @Test
  void aProgramHasTheFieldsOfTheTaxonomyAndItsOwn() {
    Map<String, Object> fields = taxonomy.event("laptop-1", start("/usr/bin/ls")).fields();
    assertEquals("/usr/bin/ls", fields.get("Image"));
    assertEquals("/usr/bin/ls", fields.get("exe"));
    assertEquals("ada", fields.get("User"));
    assertEquals("laptop-1", fields.get("device_id"));
    assertFalse(fields.containsKey("CommandLine"), "what is not known is absent");
    assertFalse(fields.containsKey("Hashes"), "what is made of it too");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sshd|SSH|FAILED|logon/plainsight /linux/sshd /linux/auth"
            + " /linux/syslog|pam_message|authentication failure",
        "sshd|SSH|LOGON|logon/plainsight /linux/sshd /linux/auth /linux/syslog|pam_user|bob",
        "sudo|UNKNOWN|ELEVATE|logon/plainsight /linux/sudo /linux/auth /linux/syslog|USER|bob",
        "gdm-password|CONSOLE|FAILED|logon/plainsight /linux/auth"
            + " /linux/syslog|pam_rhost|198.51.100.7",
        "winlogon|CONSOLE|LOGON|logon/plainsight /windows/security|EventID|4624",
        "winlogon|REMOTE_DESKTOP|FAILED|logon/plainsight /windows/security|EventID|4625",
        "winlogon|NETWORK|LOGON|logon/plainsight /windows/security|LogonType|3",
        "winlogon|UNLOCK_SCREEN|UNLOCK|logon/plainsight /windows/security|EventID|4801",
        "other|CONSOLE|LOGON|logon/plainsight|target_user|bob",
      })
  void aLogonIsNamedByItsService(
      String service,
      LogonType type,
      LogonAction action,
      String sources,
      String field,
      String value) {
    Logon logon =
        Logon.newBuilder()
            .setService(service)
            .setLogonType(type)
            .setAction(action)
            .setTargetUser("bob")
            .setSourceIp("198.51.100.7")
            .build();
    ActivityEvent event =
        ActivityEvent.newBuilder().setOccurredAt(1L).setEndedAt(1L).setLogon(logon).build();
    assertEquals(sources, sources(event));
    assertEquals(value, taxonomy.event("host-1", event).fields().get(field));
  }

  @Test
  void windowsEventsAreReadInBothForms() {
    SigmaEvent flat =
        taxonomy.windows(
            new Yaml()
                .load(
                    "{Channel: security, EventID: 4688, NewProcessName: 'C:\\a.exe', Hostname:"
                        + " h}"));
    assertEquals("/windows/security process_creation/windows", named(flat));
    assertEquals("C:\\a.exe", flat.fields().get("Image"));
    assertEquals("h", flat.fields().get("Computer"));
    SigmaEvent nested =
        taxonomy.windows(
            new Yaml()
                .load(
                    "{Event: {System: {Provider: {'#attributes': {Name: Sysmon}}, EventID: 13,"
                        + " Channel: Microsoft-Windows-Sysmon/Operational},"
                        + " EventData: {TargetObject: HKLM, '#attributes': {Name: x}}}}"));
    assertEquals("/windows/sysmon registry_event/windows registry_set/windows", named(nested));
    assertEquals("Sysmon", nested.fields().get("Provider_Name"));
    assertEquals("HKLM", nested.fields().get("TargetObject"));
  }

  @Test
  void usersAddNamesOfTheirOwn() {
    Taxonomy more =
        taxonomy.with(
            """
            own:
              - event: process
                when: {exe: '/opt/*'}
                logsources: [{product: shop, service: till}]
                fields: {Program: '{exe} of {user}'}
            windows:
              - channel: Till
                service: till
                events:
                  7: {category: sale, when: {Kind: 'cash*'}, fields: {Sum: '{Amount}'}}
            """);
    SigmaEvent own = more.event("laptop-1", start("/opt/till"));
    assertEquals("process/plainsight /shop/till", named(own));
    assertEquals("/opt/till of ada", own.fields().get("Program"));
    assertEquals("process/plainsight process_creation/linux", sources(start("/usr/bin/ls")));
    SigmaEvent sale =
        more.windows(Map.of("Channel", "till", "EventID", 7, "Kind", "Cash", "Amount", 5));
    assertEquals("/windows/till sale/windows", named(sale));
    assertEquals(5, sale.fields().get("Sum"));
    assertEquals("/windows/till", named(more.windows(Map.of("Channel", "Till", "EventID", 8))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\0',
      value = {
        "theirs: [] ~ it has the unknown key 'theirs'",
        "own: {} ~ 'own' must be a list",
        "own: [{event: party}] ~ 'party' is no kind of event",
        "windows: [{channel: X, service: y, events: []}] ~ 'events' of X must be a map",
        "own: [ ~ it is not YAML",
        "- a ~ the taxonomy must be a map",
      })
  void refusesWhatCannotBeMeantSo(String yaml, String reason) {
    String told =
        assertThrows(IllegalArgumentException.class, () -> taxonomy.with(yaml)).getMessage();
    assertNotNull(told);
    assertTrue(told.startsWith("sigma taxonomy: " + reason), told);
  }

  @Test
  void theShippedRulesLoadAndAreTen() {
    SigmaRules rules = SigmaRules.published();
    assertEquals(List.of(), rules.refusals());
    long told = rules.rules().stream().filter(rule -> !rules.isOnlyCounted(rule)).count();
    assertEquals(10, told);
  }

  private static ActivityEvent start(String exe) {
    Process process = Process.newBuilder().setAction(ProcessAction.START).setExe(exe).build();
    return ActivityEvent.newBuilder()
        .setOccurredAt(1L)
        .setEndedAt(1L)
        .setUser("ada")
        .setProcess(process)
        .build();
  }

  private String sources(ActivityEvent event) {
    return named(taxonomy.event("laptop-1", event));
  }

  private static String named(SigmaEvent event) {
    return event.logsources().stream()
        .map(
            each ->
                each.category()
                    + "/"
                    + each.product()
                    + (each.service().isEmpty() ? "" : "/" + each.service()))
        .collect(Collectors.joining(" "));
  }
}
