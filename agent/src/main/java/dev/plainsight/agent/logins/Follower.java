package dev.plainsight.agent.logins;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Follows a growing file by its inode, through rotation and truncation:
 *
 * <pre>
 * auth.log     [1....2....3....]->auth.log.1
 * auth.log                           [4....5....
 * read          1    2  ^stopped  3   4    5
 * </pre>
 *
 * What was written while nobody read is read first, as long as the rotated file is still there and
 * not compressed; else the loss is said. A file never followed before is read from its end: what
 * was before the agent is not its business.
 */
final class Follower implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Follower.class.getName());

  private final Path path;
  private @Nullable SeekableByteChannel channel;
  private @Nullable InputStream stream;
  private long inode;
  private boolean isReplaced;
  private String problem = "";

  Follower(Path path) {
    this.path = path;
  }

  /**
   * Opens the file at the place; empty where it cannot be opened now ({@link #problem} says why).
   *
   * @param at {@code inode:offset} of an earlier run; empty: there was none
   * @return the offset at which reading begins
   */
  Optional<Long> open(Optional<String> at) {
    try {
      if (at.isEmpty()) {
        return Optional.of(open(path, Files.size(path)));
      }
      String[] parts = at.get().split(":", -1);
      return Optional.of(reopen(Long.parseLong(parts[0]), Long.parseLong(parts[1])));
    } catch (IOException e) {
      failed(e);
      return Optional.empty();
    }
  }

  private long reopen(long oldInode, long offset) throws IOException {
    if (inode(path) == oldInode) {
      return open(path, Files.size(path) < offset ? 0 : offset);
    }
    Path rotated = rotated(oldInode);
    if (rotated != null) {
      return open(rotated, offset);
    }
    LOG.warning(
        path + " was rotated away while the agent was off: lines between the two runs are missing");
    return open(path, 0);
  }

  private @Nullable Path rotated(long oldInode) throws IOException {
    String name = path.getFileName() + ".*";
    try (var siblings = Files.newDirectoryStream(path.toAbsolutePath().resolveSibling(""), name)) {
      for (Path sibling : siblings) {
        if (inode(sibling) == oldInode) {
          return sibling;
        }
      }
    }
    return null;
  }

  private long open(Path file, long offset) throws IOException {
    close();
    SeekableByteChannel opened = Files.newByteChannel(file);
    channel = opened; // closed by the next call, also where this one fails
    inode = inode(file);
    opened.read(ByteBuffer.allocate(1)); // a folder, or a dying disk, opens well and reads ill
    opened.position(offset);
    stream = Channels.newInputStream(opened);
    isReplaced = false;
    problem = "";
    return offset;
  }

  private static long inode(Path file) throws IOException {
    return (Long) Files.getAttribute(file, "unix:ino");
  }

  /** Keeps why nothing is read, and says it once. */
  void failed(IOException e) {
    String why =
        e instanceof NoSuchFileException
            ? path + " does not exist; set its path in the settings, or install what writes it"
            : "cannot read " + path + " (" + e + "); run as root or join the group adm";
    if (!why.equals(problem)) {
      problem = why;
      LOG.warning(why);
    }
  }

  /** Why nothing is read; empty where all is well. */
  String problem() {
    return problem;
  }

  /** What is open, read to its present end; null where nothing is. */
  @Nullable InputStream stream() {
    return stream;
  }

  long inode() {
    return inode;
  }

  /**
   * After the stream has given all there is: whether reading goes on elsewhere, in the file that
   * now has the name, or at the start of one that was cut off.
   */
  boolean movesOn() {
    try {
      SeekableByteChannel open = channel;
      if (open == null) {
        return false;
      }
      if (open.size() < open.position() || isLeft()) {
        open(path, 0);
        return true;
      }
    } catch (IOException e) {
      failed(e);
    }
    return false;
  }

  /**
   * The writer goes on in the old file until it is told of the new one: the old one is complete
   * only once the new one is written to, and is read to its end once more after that.
   */
  private boolean isLeft() throws IOException {
    boolean wasReplaced = isReplaced;
    isReplaced = inode(path) != inode && Files.size(path) > 0;
    return wasReplaced && isReplaced;
  }

  @Override
  public void close() {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      LOG.fine("closing " + path + ": " + e);
    }
    channel = null;
    stream = null;
  }
}
