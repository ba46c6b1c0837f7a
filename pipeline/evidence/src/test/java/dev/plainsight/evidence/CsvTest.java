package dev.plainsight.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

final class CsvTest {
  @Test
  void whatIsWrittenReadsBackAsItWas() {
    List<String> cells =
        List.of(
            "plain", "", "a,b", "say \"hi\"", "two\r\nlines", "=1+1", "-1", "-x", "'q", "@a", "é");
    assertEquals(List.of(cells), Csv.rows(Csv.line(cells)));
  }

  @Test
  void noCellIsRunAsAFormula() {
    assertEquals(
        "'=cmd(),'+1a,'-x,'@b,-12.5\r\n", Csv.line(List.of("=cmd()", "+1a", "-x", "@b", "-12.5")));
  }

  @Test
  void aRowOfAnotherWidthIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Rows.of("a,b\r\n1\r\n"));
  }

  @Test
  void aLineWithoutItsEndIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Csv.rows("a,b"));
  }
}
