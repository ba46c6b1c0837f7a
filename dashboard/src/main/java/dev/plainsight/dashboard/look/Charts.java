package dev.plainsight.dashboard.look;

import dev.plainsight.store.read.Devices.Flow;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** What the browser draws, as JSON in an attribute of the page. */
public final class Charts {
  private static final JsonMapper JSON = new JsonMapper();

  /** Arrivals: {@code [[at, events, lagMs], …]}. */
  public String of(List<Flow> flow) {
    return json(flow.stream().map(f -> List.of(f.at(), f.events(), f.lagMs())).toList());
  }

  public static String json(Object value) {
    return JSON.writeValueAsString(value);
  }
}
