package dev.plainsight.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plainsight.detect.surroundings.DirectoryImport;
import dev.plainsight.detect.surroundings.Peers;
import dev.plainsight.detect.surroundings.Places;
import dev.plainsight.detect.surroundings.SurroundingsJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What IT reads before its lists are put in force, and after. */
class DirectoryMainTest {
  private static final long NOON_MS = 1_772_452_800_000L;

  @TempDir private Path folder;

  @BeforeEach
  void anOffice() throws IOException {
    write("sites", "lisbon,PT,Europe/Lisbon");
    write("people", "ada,Ada,engines,,lisbon,Mon-Fri 08:00-17:00,", "bob,Bob,sales,ada,lisbon,,");
    write("leave");
    write("accounts", "svc-backup,ada,service");
    write("devices", "laptop-1,ada,lisbon", "srv-1,,lisbon");
    write("networks", "vpn,203.0.113.0/24,our VPN");
  }

  private void write(String list, String... rows) throws IOException {
    Files.writeString(
        folder.resolve(list + ".csv"),
        DirectoryImport.columns(list) + "\n" + String.join("\n", rows) + "\n");
  }

  @Test
  void countsTheRowsOfEachList() throws IOException {
    DirectoryFolder lists = DirectoryFolder.of(folder);
    assertEquals(
        List.of(
            "sites     1 rows taken",
            "people    2 rows taken",
            "leave     0 rows taken",
            "accounts  1 rows taken",
            "devices   2 rows taken",
            "networks  1 rows taken"),
        lists.report(false));
    assertEquals(List.of(), lists.obstacles(false));
  }

  @Test
  void publishesNothingForARowThatIsRefusedUnlessToldTo() throws IOException {
    write("people", "ada,Ada,engines,,lisbon,Mon 8-17,", "bob,Bob,sales,,lisbon,,");
    DirectoryFolder lists = DirectoryFolder.of(folder);
    List<String> report = lists.report(false);
    assertEquals("people    1 rows taken, 1 refused", report.get(1));
    assertTrue(
        report.contains(
            "people, line 2, column 'shifts': 'Mon 8-17' holds no shift where one should be; write"
                + " it like Mon-Fri 08:00-17:00"),
        report::toString);
    assertEquals(
        List.of(
            "nothing is published: 3 rows were refused; mend what is named above, or take the"
                + " others with --accept-partial"),
        lists.obstacles(false),
        "what names ada is refused with her");
    assertEquals(List.of(), lists.obstacles(true));
  }

  @Test
  void publishesNothingWhereAListIsMissingWhateverItIsTold() throws IOException {
    Files.delete(folder.resolve("leave.csv"));
    Files.writeString(folder.resolve("leaves.csv"), "person,from,to\n");
    Files.write(folder.resolve("devices.csv"), new byte[] {'i', 'd', (byte) 0xFF, '\n'});
    DirectoryFolder lists = DirectoryFolder.of(folder);
    assertEquals("leave     missing", lists.report(true).get(2));
    assertEquals(
        List.of(
            "devices.csv is not UTF-8; save it as UTF-8",
            "leaves.csv is not read; lists are sites, people, leave, accounts, devices, networks"),
        lists.troubles());
    assertEquals(
        List.of(
            "nothing is published: the list leave is missing; where there is nothing in it, give"
                + " leave.csv with its header person,from,to",
            "nothing is published: the list devices is missing; where there is nothing in it, give"
                + " devices.csv with its header id,owner,site"),
        lists.obstacles(true));
  }

  @Test
  void showsWhatIsInForceAndWhatCannotBeTested() throws IOException {
    DirectoryImport.Result read = DirectoryFolder.of(folder).read();
    String directory = SurroundingsJson.write(read.directory());
    Map<String, TopicNow.Text> now =
        Map.of(
            Policy.DIRECTORY,
            new TopicNow.Text(directory, NOON_MS),
            Policy.NETWORKS,
            new TopicNow.Text(SurroundingsJson.write(read.networks()), NOON_MS),
            Policy.PEERS,
            new TopicNow.Text(
                SurroundingsJson.write(
                    new Peers("2026-03-01", Map.of("engines", Map.of()), Map.of())),
                NOON_MS));
    List<String> shown = DirectoryMain.shown(now, Places.NONE);
    assertEquals(
        List.of(
            "directory  version "
                + DirectoryMain.version(directory)
                + ", published 2026-03-02T12:00:00Z",
            "           people 2, teams 2, accounts 1, devices 2, sites 1"),
        shown.subList(0, 2));
    assertTrue(shown.contains("           vpn 1"), shown::toString);
    assertTrue(shown.contains("           of 2026-03-01, groups 1"), shown::toString);
    assertTrue(shown.contains("places     no database"), shown::toString);
    assertTrue(
        shown.contains("not testable: AC-05, no database of places (.mmdb) was given"),
        shown::toString);
    assertTrue(shown.stream().noneMatch(line -> line.contains("AC-14")), "it has its directory");
  }

  @Test
  void showsThatNothingWasPublished() {
    List<String> shown = DirectoryMain.shown(Map.of(), Places.NONE);
    assertEquals("directory  none was published", shown.get(0));
    assertTrue(
        shown.contains(
            "not testable: AC-14, no directory of people, accounts and devices was imported"),
        shown::toString);
  }
}
