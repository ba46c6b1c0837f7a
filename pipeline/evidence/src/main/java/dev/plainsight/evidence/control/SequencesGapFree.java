package dev.plainsight.evidence.control;

import static dev.plainsight.evidence.Rows.cell;

import dev.plainsight.evidence.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * WM-02: sequences are gap-free, per device and epoch up to the end of the day.
 *
 * <pre>
 * epoch 6  [1..40]          the next epoch declares 44: tail of 4 lost
 * epoch 7  [1..20][31..50]  50 - 1 + 1 = 40 received + 0 declared dropped + 10 gap
 * </pre>
 */
final class SequencesGapFree implements Control {
  @Override
  public String id() {
    return "WM-02";
  }

  @Override
  public Result test(Rows population, Parameters parameters) {
    List<Deviation> deviations = new ArrayList<>();
    for (Map<String, String> epoch : population.named()) {
      String subject = cell(epoch, "device_id") + "/" + cell(epoch, "boot_epoch");
      why(epoch).forEach(why -> deviations.add(new Deviation(subject, why)));
    }
    if (population.rows().isEmpty()) {
      return new Result(State.NOT_OPERATED, 0, List.of(), "no device sent anything on this day");
    }
    return Result.of(population.rows().size(), deviations, parameters);
  }

  private static List<String> why(Map<String, String> epoch) {
    List<String> why = new ArrayList<>();
    long span = number(epoch, "last_seq") - number(epoch, "first_seq") + 1;
    long gap = span - number(epoch, "received") - number(epoch, "declared_dropped");
    if (gap != 0) {
      why.add(
          "%d events missing between sequence %s and %s (%s received, %s declared dropped)"
              .formatted(
                  gap,
                  cell(epoch, "first_seq"),
                  cell(epoch, "last_seq"),
                  cell(epoch, "received"),
                  cell(epoch, "declared_dropped")));
    }
    if (cell(epoch, "starts_chain").equals("no")) {
      why.add("the first batch of the epoch is missing: the earliest names a batch before it");
    }
    long declared = number(epoch, "previous_epoch_declared");
    long seen = number(epoch, "previous_epoch_seen");
    if (seen < declared) {
      why.add("the epoch before ended at sequence " + declared + "; seen up to " + seen);
    }
    if (number(epoch, "repeated") != 0) {
      why.add(cell(epoch, "repeated") + " batches repeat a sequence with other content");
    }
    return why;
  }

  private static long number(Map<String, String> row, String column) {
    return Long.parseLong(cell(row, column));
  }
}
