package dev.plainsight.agent.outbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads a spool as the last run left it. Finds the newest whole frame, and says of every damaged
 * place which events it held:
 *
 * <pre>
 * frames  [0..9][10..14][#######][20..29]    a head that can be read, or the neighbours, tell:
 * lost                   15..19
 * frames  [0..9][10..14][#######             neither: at least 15
 * </pre>
 *
 * Damage in what the log already has is no loss.
 */
final class Recovery {
  private static final Logger LOG = Logger.getLogger(Recovery.class.getName());

  final TreeMap<Long, Segment> segments = new TreeMap<>();
  final List<Loss> losses = new ArrayList<>();
  @Nullable Frame last;
  Place lastPlace = Place.START;
  long waiting;

  private final Place acked;
  private long epoch = -1;
  private long lastSeq = -1;

  /** Damage without a head: at least one event is lost. */
  private @Nullable Place blind;

  /** Damage with a head, which may have swallowed the next head too. */
  private @Nullable Place reachesOn;

  private Recovery(Place acked) {
    this.acked = acked;
  }

  static Recovery of(SpoolFolder folder, byte[] key) throws IOException {
    Recovery recovery = new Recovery(folder.acked());
    for (Map.Entry<Long, Path> entry : folder.segments().entrySet()) {
      recovery.read(entry.getKey(), entry.getValue(), key);
    }
    recovery.nothingMoreTells();
    return recovery;
  }

  private void read(long number, Path file, byte[] key) throws IOException {
    Segment segment = new Segment(file, Files.size(file));
    SegmentReader reader = SegmentReader.open(file, number, key);
    for (var found = reader.next(); found.isPresent(); found = reader.next()) {
      Frame frame = found.get().frame();
      if (frame != null) {
        whole(frame, found.get().at());
        segment.holds(frame);
      } else {
        segment.damaged = true;
        damaged(file, found.get());
      }
    }
    segments.put(number, segment);
  }

  private void whole(Frame frame, Place at) {
    fill(frame.epoch(), frame.firstSeq());
    epoch = frame.epoch();
    lastSeq = frame.lastSeq();
    last = frame;
    lastPlace = at;
    waiting += at.isAfter(acked) ? 1 : 0;
  }

  private void damaged(Path file, SegmentReader.Found found) {
    LOG.severe(
        file + ": frame " + found.at().frame() + " is damaged; the file is kept as *.damaged");
    SegmentReader.Damage damage = found.damage();
    FrameHead head = damage == null ? null : damage.head();
    if (head == null) {
      blind = found.at();
      return;
    }
    fill(head.epoch(), head.firstSeq());
    lost(found.at(), head.epoch(), head.firstSeq(), head.lastSeq());
    epoch = head.epoch();
    lastSeq = head.lastSeq();
    reachesOn = found.at();
  }

  /** What comes next tells how much a damage without a head has cost. */
  private void fill(long nextEpoch, long nextSeq) {
    Place damage = blind == null ? reachesOn : blind;
    if (damage != null && epoch < 0) {
      // Nothing whole stood before: all from the start, or, where the log has some, at least one.
      epoch = nextEpoch;
      lastSeq = (acked.equals(Place.START) ? 0 : nextSeq - 1) - 1;
    }
    if (damage != null && nextEpoch == epoch) {
      if (nextSeq > lastSeq + 1) {
        lost(damage, epoch, lastSeq + 1, nextSeq - 1);
      }
      blind = null;
    }
    reachesOn = null;
    if (nextEpoch != epoch) {
      nothingMoreTells();
    }
  }

  private void nothingMoreTells() {
    if (blind != null) {
      lost(blind, Math.max(epoch, 0), lastSeq + 1, lastSeq + 1);
      blind = null;
    }
  }

  private void lost(Place at, long ofEpoch, long from, long to) {
    if (at.isAfter(acked)) {
      losses.add(new Loss(ofEpoch, from, to, "damaged spool frame"));
    }
  }
}
