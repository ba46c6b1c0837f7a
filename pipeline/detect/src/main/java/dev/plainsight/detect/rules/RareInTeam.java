package dev.plainsight.detect.rules;

import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.detect.Rule;
import dev.plainsight.detect.surroundings.Aspect;
import dev.plainsight.detect.surroundings.Peers;
import dev.plainsight.detect.surroundings.Surroundings;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * SW-02: a program starts that others in the organisation use, and the person's team hardly does.
 * What nobody uses is SW-01's.
 */
public final class RareInTeam extends RareProgram {
  @Override
  public String ruleId() {
    return "SW-02";
  }

  @Override
  public Set<Aspect> reads() {
    return Set.of(Aspect.DIRECTORY, Aspect.PEERS);
  }

  @Override
  public Set<Aspect> needs() {
    return Set.of(Aspect.DIRECTORY, Aspect.PEERS);
  }

  @Override
  @Nullable Draft rare(
      Draft draft, String program, IdentifiedEvent event, Rule rule, Surroundings around) {
    String team = around.directory().teamOf(event.getEvent().getUser());
    Peers peers = around.peers();
    long known = team.isEmpty() ? 0 : peers.tally(team, DAY).total();
    long days = peers.tally(team, PROGRAM).of(program);
    long others = peers.tally(Peers.ORGANISATION, PROGRAM).of(program) - days;
    boolean learned = known >= rule.threshold("learning_person_days");
    if (!learned
        || days > rule.threshold("team_days_max")
        || others < rule.threshold("others_days_min")) {
      return null;
    }
    return draft
        .because(
            String.format(
                Locale.ROOT,
                "%s started %s, which other teams use (%d days of one person in four weeks) and"
                    + " %s hardly does (%d; rule: at most %.0f of %,d days at work).",
                event.getEvent().getUser(),
                program,
                others,
                team,
                days,
                rule.threshold("team_days_max"),
                known))
        .measure("team_days", (double) days, "<=", "team_days_max", "days")
        .measure("others_days", (double) others, ">=", "others_days_min", "days");
  }
}
