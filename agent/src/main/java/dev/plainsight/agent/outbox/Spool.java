package dev.plainsight.agent.outbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Frames on disk, sealed, in order, bounded. Once {@link #append} returns, the frame survives a
 * kill of the process (and, with fsync, of the machine). Segments that the log has whole are
 * deleted, the newest frame never: it is the agent's memory of where it stood. Over the bound the
 * oldest segments that wait are given up and reported by {@link #takeLosses}. For one thread.
 */
final class Spool implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Spool.class.getName());
  private static final long SEGMENT_BYTES = 1 << 20;

  private final SpoolFolder folder;
  private final Disk disk;
  private final byte[] key;
  private final long bytesMax;
  private final boolean fsync;
  private final TreeMap<Long, Segment> segments;
  private final List<Loss> losses;
  private final int damagedPlaces;

  private @Nullable Frame last;
  private Place lastPlace;
  private Place beforeLast;
  private Place acked;
  private boolean ackedChanged;
  private long bytes;
  private long waiting;
  private long fresh;
  private @Nullable SegmentWriter writer;
  private @Nullable SegmentReader reader;
  private Place readerAt = Place.START;

  private Spool(SpoolFolder folder, Disk disk, long bytesMax, boolean fsync) throws IOException {
    this.folder = folder;
    this.disk = disk;
    this.bytesMax = bytesMax;
    this.fsync = fsync;
    this.key = folder.key();
    Recovery found = Recovery.of(folder, key);
    this.segments = found.segments;
    this.losses = new ArrayList<>(found.losses);
    this.damagedPlaces = (int) segments.values().stream().filter(s -> s.damaged).count();
    this.last = found.last;
    this.lastPlace = found.lastPlace;
    this.beforeLast = found.lastPlace;
    this.acked = folder.acked();
    this.bytes = segments.values().stream().mapToLong(segment -> segment.bytes).sum();
    this.waiting = found.waiting;
    this.fresh = folder.freshSegment();
  }

  /** Opens the folder, made where absent; damage is set aside and reported, never an error. */
  static Spool open(Path folder, long bytesMax, boolean fsync, Disk disk) throws IOException {
    SpoolFolder held = SpoolFolder.open(folder);
    try {
      return new Spool(held, disk, bytesMax, fsync);
    } catch (IOException | RuntimeException e) {
      held.close();
      throw e;
    }
  }

  SpoolFolder folder() {
    return folder;
  }

  /** The newest whole frame. */
  Optional<Frame> last() {
    return Optional.ofNullable(last);
  }

  Place lastPlace() {
    return lastPlace;
  }

  Place acked() {
    return acked;
  }

  /** Segments found damaged at opening. */
  int damaged() {
    return damagedPlaces;
  }

  /**
   * Appends durably, or throws and keeps nothing of the frame.
   *
   * @param sent how far the frames are on their way to the log: those are not given up
   */
  Place append(Frame frame, Place sent) throws IOException {
    SegmentWriter out = writer();
    Place place;
    try {
      place = out.append(frame);
    } catch (IOException e) {
      abandon(out);
      throw e;
    }
    Segment segment = segments.get(out.segment());
    if (segment != null) {
      segment.holds(frame);
      bytes += out.bytes() - segment.bytes;
      segment.bytes = out.bytes();
    }
    beforeLast = lastPlace;
    lastPlace = place;
    last = frame;
    waiting++;
    giveUp(sent);
    return place;
  }

  private SegmentWriter writer() throws IOException {
    SegmentWriter open = writer;
    if (open != null && open.bytes() < Math.min(SEGMENT_BYTES, bytesMax / 8)) {
      return open;
    }
    closeWriter();
    long number = fresh++;
    Path file = folder.segment(number);
    try {
      SegmentWriter next = new SegmentWriter(number, disk.create(file), key, fsync);
      if (fsync) {
        Disk.forceFolder(folder.path());
      }
      segments.put(number, new Segment(file, next.bytes()));
      bytes += next.bytes();
      writer = next;
      return next;
    } catch (IOException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  /** After a failed write the segment ends where it was good; a torn end is no damage. */
  private void abandon(SegmentWriter failed) throws IOException {
    writer = null;
    failed.close();
    Segment segment = segments.get(failed.segment());
    if (segment != null && segment.frames == 0) {
      segments.remove(failed.segment());
      bytes -= segment.bytes;
      Files.deleteIfExists(segment.file);
    }
  }

  private void closeWriter() throws IOException {
    if (writer != null) {
      writer.close();
      writer = null;
    }
  }

  private void giveUp(Place sent) throws IOException {
    while (bytes > bytesMax) {
      Map.Entry<Long, Segment> oldest = segments.higherEntry(sent.segment());
      if (oldest == null || oldest.getKey() >= lastPlace.segment()) {
        return;
      }
      Segment segment = oldest.getValue();
      if (segment.frames > 0) {
        losses.add(
            new Loss(
                segment.epoch,
                segment.firstSeq,
                segment.lastSeq,
                "spool over its bound of " + bytesMax + " bytes"));
      }
      waiting -= segment.frames;
      remove(oldest.getKey(), segment);
    }
  }

  /** What was lost since the last call. */
  List<Loss> takeLosses() {
    List<Loss> taken = List.copyOf(losses);
    losses.clear();
    return taken;
  }

  /** A frame and where it stands. */
  record Standing(Place place, Frame frame) {}

  /** The next whole frame behind the place. */
  Optional<Standing> after(Place place) throws IOException {
    Frame newest = last;
    if (newest == null || !lastPlace.isAfter(place)) {
      return Optional.empty();
    }
    return place.compareTo(beforeLast) >= 0
        ? Optional.of(new Standing(lastPlace, newest))
        : fromDisk(place);
  }

  private Optional<Standing> fromDisk(Place place) throws IOException {
    boolean whole = false;
    if (reader == null || !readerAt.equals(place)) {
      reopen(place.segment());
      whole = true;
    }
    while (true) {
      Optional<Standing> next = reader == null ? Optional.empty() : read(reader, place);
      if (next.isPresent()) {
        readerAt = next.get().place();
        return next;
      }
      // What was read may be older than the segment's newest frames: once more before going on.
      Long following = whole ? segments.higherKey(readerAt.segment()) : readerAt.segment();
      if (following == null) {
        reader = null;
        return Optional.empty();
      }
      reopen(following);
      whole = true;
    }
  }

  private void reopen(long number) throws IOException {
    Segment segment = segments.get(number);
    readerAt = new Place(number, -1);
    reader = segment == null ? null : SegmentReader.open(segment.file, number, key);
  }

  private static Optional<Standing> read(SegmentReader from, Place after) {
    for (var found = from.next(); found.isPresent(); found = from.next()) {
      Frame frame = found.get().frame();
      if (frame != null && found.get().at().isAfter(after)) {
        return Optional.of(new Standing(found.get().at(), frame));
      }
    }
    return Optional.empty();
  }

  /** The log has everything up to the place: so many frames more than before. */
  void acked(Place place, int frames) {
    acked = place;
    waiting -= frames;
    ackedChanged = true;
    while (!segments.isEmpty() && segments.firstKey() < place.segment()) {
      Map.Entry<Long, Segment> done = segments.firstEntry();
      remove(done.getKey(), done.getValue());
    }
  }

  private void remove(long number, Segment segment) {
    segments.remove(number);
    bytes -= segment.bytes;
    try {
      if (segment.damaged) {
        SpoolFolder.setAside(segment.file);
      } else {
        Files.deleteIfExists(segment.file);
      }
    } catch (IOException e) {
      LOG.warning("cannot remove " + segment.file + ": " + SpoolFolder.reason(e));
    }
  }

  /** Writes down how far the log has it, where that changed. */
  void saveAcked() throws IOException {
    if (ackedChanged) {
      folder.saveAcked(acked);
      ackedChanged = false;
    }
  }

  long bytes() {
    return bytes;
  }

  /** Frames that the log does not have yet. */
  long waiting() {
    return waiting;
  }

  /** About when the oldest frame kept was closed; 0: none. */
  long oldestMs() {
    return segments.values().stream()
        .filter(segment -> segment.frames > 0)
        .mapToLong(segment -> segment.oldestMs)
        .findFirst()
        .orElse(0);
  }

  @Override
  public void close() throws IOException {
    closeWriter();
    try {
      saveAcked();
    } finally {
      folder.close();
    }
  }
}
