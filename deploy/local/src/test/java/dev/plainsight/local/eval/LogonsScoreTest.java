package dev.plainsight.local.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogonsScoreTest {
  @TempDir Path folder;

  @Test
  void findsWhoComesAtNightWithAStick() throws IOException {
    List<String> logons = new ArrayList<>(List.of("id,date,user,pc,activity"));
    List<String> devices = new ArrayList<>(List.of("id,date,user,pc,activity"));
    for (int i = 0; i < 40; i++) {
      LocalDate day = LocalDate.of(2010, 1, 4).plusDays(i);
      String date = "%02d/%02d/2010".formatted(day.getMonthValue(), day.getDayOfMonth());
      for (String user : List.of("AAA0001", "BBB0002")) {
        logons.add("{%s},%s 08:1%d:00,%s,PC-%s,Logon".formatted(i, date, i % 10, user, user));
        logons.add("{%s},%s 17:00:00,%s,PC-%s,Logoff".formatted(i, date, user, user));
      }
      if (i >= 34) {
        logons.add("{x%s},%s 23:50:00,BBB0002,PC-9999,Logon".formatted(i, date));
        devices.add("{y%s},%s 23:55:00,BBB0002,PC-9999,Connect".formatted(i, date));
      }
    }
    Path labels =
        file(
            "insiders.csv",
            "dataset,scenario,user,start,end",
            "4.2,1,BBB0002,02/07/2010 00:00:00,02/13/2010 00:00:00");
    LogonsScore score =
        LogonsScore.of(List.of(file("logon.csv", logons), file("device.csv", devices)), labels);
    assertEquals(172, score.speed.events());
    assertEquals(40, score.days);
    assertTrue(score.findingsByRule.containsKey("AC-07"), score.findingsByRule.toString());
    assertTrue(score.findingsByRule.containsKey("AC-08"), score.findingsByRule.toString());
    assertTrue(score.findingsByRule.containsKey("SW-04"), score.findingsByRule.toString());
    assertEquals(1, Objects.requireNonNull(score.recalls.get(5)).found(), score.recalls.toString());
    Report report = new Report();
    score.tell(report);
    assertTrue(report.table().contains("looking at 5 cases a day"), report.table());
  }

  @Test
  void refusesALineByFileLineAndColumn() throws IOException {
    refused("line 1: no column 'pc'", "id,date,user,activity");
    refused("is empty", "");
    refused("line 2, column date: '13/45/2010 08:00:00'", HEAD, "1,13/45/2010 08:00:00,a,p,Logon");
    refused("line 3, column activity: 'Nap'", HEAD, GOOD, "2,2010-01-04 08:00:00,a,p,Nap");
    refused("line 2, column user: ''", HEAD, "1,2010-01-04 08:00:00,,p,Logon");
    refused("line 2: a quote is not closed", HEAD, "1,\"2010-01-04 08:00:00,a,p,Logon");
    refused("no lines", HEAD);
  }

  private static final String HEAD = "id,date,user,pc,activity";
  private static final String GOOD = "1,2010-01-04T08:00:00,\"a, b\",p,Logon";

  private void refused(String wanted, String... lines) throws IOException {
    Path file = file("bad.csv", lines);
    IOException refusal =
        assertThrows(IOException.class, () -> LogonsScore.of(List.of(file), null));
    assertTrue(refusal.toString().contains(wanted), refusal.toString());
    assertTrue(refusal.toString().contains("bad.csv"), refusal.toString());
  }

  private Path file(String name, String... lines) throws IOException {
    return file(name, List.of(lines));
  }

  private Path file(String name, List<String> lines) throws IOException {
    return Files.write(folder.resolve(name), lines);
  }
}
