package dev.plainsight.detect.rules;

import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.detect.Rule;
import dev.plainsight.detect.surroundings.Aspect;
import dev.plainsight.detect.surroundings.Peers;
import dev.plainsight.detect.surroundings.Surroundings;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** SW-01: a program starts that hardly anyone in the organisation has started in four weeks. */
public final class FirstInFleet extends RareProgram {
  @Override
  public String ruleId() {
    return "SW-01";
  }

  @Override
  public Set<Aspect> reads() {
    return Set.of(Aspect.PEERS);
  }

  @Override
  public Set<Aspect> needs() {
    return Set.of(Aspect.PEERS);
  }

  @Override
  @Nullable Draft rare(
      Draft draft, String program, IdentifiedEvent event, Rule rule, Surroundings around) {
    Peers.Tally programs = around.peers().tally(Peers.ORGANISATION, PROGRAM);
    long known = around.peers().tally(Peers.ORGANISATION, DAY).total();
    long days = programs.of(program);
    boolean learned = known >= rule.threshold("learning_person_days") && programs.total() > 0;
    if (!learned || days > rule.threshold("fleet_days_max")) {
      return null;
    }
    return draft
        .because(
            String.format(
                Locale.ROOT,
                "%s started %s on %s, a program seen on %d days of one person in four weeks of the"
                    + " whole organisation (rule: at most %.0f, of %,d such days at work).",
                event.getEvent().getUser().isEmpty() ? "Someone" : event.getEvent().getUser(),
                program,
                event.getDeviceId(),
                days,
                rule.threshold("fleet_days_max"),
                known))
        .measure("fleet_days", (double) days, "<=", "fleet_days_max", "days")
        .measure("days_known", (double) known, ">=", "learning_person_days", "days");
  }
}
