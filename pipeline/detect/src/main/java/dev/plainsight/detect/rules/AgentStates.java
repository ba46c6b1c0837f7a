package dev.plainsight.detect.rules;

import dev.plainsight.contract.avro.AgentAction;
import dev.plainsight.contract.avro.AgentState;
import dev.plainsight.contract.avro.IdentifiedEvent;
import java.util.Objects;

/** What the agent says of itself. */
final class AgentStates {
  private AgentStates() {}

  static AgentState of(IdentifiedEvent event) {
    return Objects.requireNonNull(event.getEvent().getAgent(), "not an agent event");
  }

  static boolean is(IdentifiedEvent event, AgentAction action) {
    AgentState agent = event.getEvent().getAgent();
    return agent != null && agent.getAction() == action;
  }
}
