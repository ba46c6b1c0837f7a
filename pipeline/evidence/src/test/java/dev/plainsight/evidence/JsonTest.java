package dev.plainsight.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

final class JsonTest {
  @Test
  void oneValueHasOneForm() {
    String json =
        Json.write(Json.object("b", 1, "a", List.of(true, 2.5, Double.NaN), "t", "q\"\\\n\u0001é"));
    assertEquals("{\"b\":1,\"a\":[true,2.5,null],\"t\":\"q\\\"\\\\\\u000a\\u0001é\"}", json);
    Json.Fields back = Json.fields(json);
    assertEquals(1, back.number("b"));
    assertEquals("q\"\\\n\u0001é", back.text("t"));
  }

  @Test
  void aMemberThatComesTwiceIsRefused() {
    refused("{\"a\":1,\"a\":2}", "twice");
  }

  @Test
  void depthIsBounded() {
    refused("{\"a\":" + "[".repeat(10_000), "deeper than 32");
  }

  @Test
  void brokenTextIsRefusedWithThePlace() {
    refused("{\"a\":1} x", "more after the end");
    refused("{\"a\" 1}", "':' is needed");
    refused("{\"a\":\"b", "cut short");
    refused("{\"a\":\"\\u00", "cut short");
    refused("{\"a\":nope}", "not a value");
    refused("[1]", "not a JSON object");
  }

  private static void refused(String json, String why) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Json.fields(json)).toString();
    assertTrue(message.contains(why), message);
  }
}
