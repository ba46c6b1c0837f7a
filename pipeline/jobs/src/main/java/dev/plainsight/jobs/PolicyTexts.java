package dev.plainsight.jobs;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;

/**
 * The policies that were heard, in state that every operator which heard them writes with every
 * checkpoint: so a long text is kept deflated.
 */
final class PolicyTexts {
  /** By key; a long text as {@link #packed} writes it. */
  static final MapStateDescriptor<String, String> STATE =
      new MapStateDescriptor<>("policy", String.class, String.class);

  private static final int LONG = 10_000;
  private static final String PACKED = "deflated:";

  private PolicyTexts() {}

  /** All that are kept. */
  static Map<String, String> in(ReadOnlyBroadcastState<String, String> state) throws Exception {
    Map<String, String> texts = new TreeMap<>();
    for (Map.Entry<String, String> kept : state.immutableEntries()) {
      texts.put(kept.getKey(), unpacked(kept.getValue()));
    }
    return texts;
  }

  static void keep(BroadcastState<String, String> state, PolicyRecord record) throws Exception {
    state.put(record.key(), packed(record.value()));
  }

  private static String packed(String text) {
    if (text.length() < LONG) {
      return text;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("memory takes all bytes", e);
    }
    return PACKED + Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  private static String unpacked(String kept) {
    if (!kept.startsWith(PACKED)) {
      return kept;
    }
    byte[] bytes = Base64.getDecoder().decode(kept.substring(PACKED.length()));
    try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(bytes))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("a policy in the state is damaged", e);
    }
  }
}
