package dev.plainsight.agent;

import dev.plainsight.contract.avro.ActivityEvent;
import dev.plainsight.contract.avro.AgentAction;
import dev.plainsight.contract.avro.AgentState;

/** What the agent says of itself. */
final class AgentStates {
  private AgentStates() {}

  static AgentState.Builder state(AgentAction action, String detail) {
    return AgentState.newBuilder().setAction(action).setDetail(detail);
  }

  static ActivityEvent event(long atMs, AgentState.Builder state) {
    return ActivityEvent.newBuilder()
        .setOccurredAt(atMs)
        .setEndedAt(atMs)
        .setAgent(state.build())
        .build();
  }
}
