package dev.plainsight.detect.sigma;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether a regular expression is found in a text of Latin-1, at one step of a table a character.
 * Made in full beforehand; an expression whose table would be large is left to RE2.
 */
final class Automaton {
  private static final int STATES_MAX = 1_500;
  private static final int NODES_MAX = 2_000;
  private static final int LATIN = 256;
  private static final int FOUND = -1;

  private final byte[] classes;
  private final int width;
  private final int[] table;
  private final boolean[] foundAtEnd;
  private final int first;
  private final int lengthMin;

  /** Characters with which nothing begins: most of a text is passed over by this alone. */
  private final boolean[] stays;

  private Automaton(
      byte[] classes, int width, int[] table, boolean[] foundAtEnd, int first, int lengthMin) {
    this.lengthMin = lengthMin;
    this.classes = classes;
    this.width = width;
    this.table = table;
    this.foundAtEnd = foundAtEnd;
    this.first = first;
    this.stays = new boolean[LATIN];
    for (int c = 0; c < LATIN; c++) {
      stays[c] = first != FOUND && table[first * width + (classes[c] & 0xFF)] == first;
    }
  }

  /** The automaton; null where the expression is not plain or its table would be too large. */
  static @Nullable Automaton of(String expression, boolean anyCase, boolean dotAll) {
    RegexTree.Piece piece = RegexTree.parse(expression, anyCase, dotAll);
    return piece == null ? null : new Builder().build(piece);
  }

  /** Whether it is found; null where the text has a character beyond Latin-1. */
  @Nullable Boolean finds(String text) {
    if (text.length() < lengthMin) {
      return false;
    }
    int state = first;
    for (int i = 0; i < text.length() && state != FOUND; i++) {
      char c = text.charAt(i);
      if (c >= LATIN) {
        return null;
      }
      if (state != first || !stays[c]) {
        state = table[state * width + (classes[c] & 0xFF)];
      }
    }
    return state == FOUND || foundAtEnd[state];
  }

  /** Thompson's construction, then the sets of nodes that can be reached together. */
  private static final class Builder {
    private enum Kind {
      CHARS,
      SPLIT,
      START,
      END,
      FOUND
    }

    private record Made(Kind kind, BitSet set, int next, int other) {}

    private static final BitSet NONE = new BitSet();
    private final List<Made> nodes = new ArrayList<>();
    private final Map<BitSet, Integer> numbers = new HashMap<>();
    private final List<BitSet> states = new ArrayList<>();
    private int entry;

    @Nullable Automaton build(RegexTree.Piece piece) {
      entry = made(piece, node(Kind.FOUND, NONE, -1, -1));
      if (nodes.size() > NODES_MAX) {
        return null;
      }
      byte[] classes = classes();
      int width = 0;
      for (byte each : classes) {
        width = Math.max(width, (each & 0xFF) + 1);
      }
      int first = number(reached(List.of(entry), true, false));
      List<int[]> rows = new ArrayList<>();
      for (int state = 0; state < states.size(); state++) {
        if (states.size() > STATES_MAX) {
          return null;
        }
        rows.add(row(states.get(state), classes, width));
      }
      int[] table = rows.stream().flatMapToInt(Arrays::stream).toArray();
      boolean[] ends = new boolean[states.size()];
      for (int state = 0; state < ends.length; state++) {
        ends[state] = isFound(reached(members(states.get(state)), state == first, true));
      }
      return new Automaton(classes, width, table, ends, first, RegexTree.lengthMin(piece));
    }

    private int node(Kind kind, BitSet set, int next, int other) {
      nodes.add(new Made(kind, set, next, other));
      return nodes.size() - 1;
    }

    /** The node at which the piece begins, when the given one comes after it. */
    private int made(RegexTree.Piece piece, int after) {
      if (nodes.size() > NODES_MAX) {
        return after;
      }
      if (piece instanceof RegexTree.Chars chars) {
        return node(Kind.CHARS, chars.set(), after, -1);
      }
      if (piece instanceof RegexTree.Edge edge) {
        return node(edge.start() ? Kind.START : Kind.END, NONE, after, -1);
      }
      if (piece instanceof RegexTree.Row row) {
        int next = after;
        for (int i = row.pieces().size() - 1; i >= 0; i--) {
          next = made(row.pieces().get(i), next);
        }
        return next;
      }
      if (piece instanceof RegexTree.Choice choice) {
        int begin = made(choice.pieces().get(0), after);
        for (int i = 1; i < choice.pieces().size(); i++) {
          begin = node(Kind.SPLIT, NONE, begin, made(choice.pieces().get(i), after));
        }
        return begin;
      }
      return made((RegexTree.Repeat) piece, after);
    }

    private int made(RegexTree.Repeat repeat, int after) {
      int next = after;
      if (repeat.most() < 0) {
        int loop = node(Kind.SPLIT, NONE, -1, after);
        int body = made(repeat.piece(), loop);
        nodes.set(loop, new Made(Kind.SPLIT, NONE, body, after));
        next = loop;
      }
      for (int i = repeat.least(); i < repeat.most(); i++) {
        next = node(Kind.SPLIT, NONE, made(repeat.piece(), next), after);
      }
      for (int i = 0; i < repeat.least(); i++) {
        next = made(repeat.piece(), next);
      }
      return next;
    }

    /** Characters that no set of the expression tells apart are one. */
    private byte[] classes() {
      Map<BitSet, Byte> known = new HashMap<>();
      byte[] classes = new byte[LATIN];
      for (int c = 0; c < LATIN; c++) {
        BitSet in = new BitSet();
        for (int i = 0; i < nodes.size(); i++) {
          if (nodes.get(i).set().get(c)) {
            in.set(i);
          }
        }
        classes[c] = known.computeIfAbsent(in, any -> (byte) known.size());
      }
      return classes;
    }

    private int[] row(BitSet state, byte[] classes, int width) {
      int[] row = new int[width];
      boolean[] done = new boolean[width];
      for (int c = 0; c < LATIN; c++) {
        int column = classes[c] & 0xFF;
        if (!done[column]) {
          done[column] = true;
          List<Integer> next = new ArrayList<>(List.of(entry));
          for (int i = state.nextSetBit(0); i >= 0; i = state.nextSetBit(i + 1)) {
            if (nodes.get(i).set().get(c)) {
              next.add(nodes.get(i).next());
            }
          }
          row[column] = number(reached(next, false, false));
        }
      }
      return row;
    }

    private int number(BitSet state) {
      if (isFound(state)) {
        return FOUND;
      }
      Integer number = numbers.get(state);
      if (number == null) {
        number = states.size();
        numbers.put(state, number);
        states.add(state);
      }
      return number;
    }

    private boolean isFound(BitSet state) {
      return state.get(0); // the first node that was made
    }

    private static List<Integer> members(BitSet state) {
      return state.stream().boxed().toList();
    }

    /** All nodes that can be come to without a character. */
    private BitSet reached(List<Integer> from, boolean atStart, boolean atEnd) {
      BitSet reached = new BitSet();
      List<Integer> open = new ArrayList<>(from);
      while (!open.isEmpty()) {
        int number = open.remove(open.size() - 1);
        Made node = nodes.get(number);
        if (!reached.get(number)) {
          reached.set(number);
          switch (node.kind()) {
            case SPLIT -> open.addAll(List.of(node.next(), node.other()));
            case START -> open.addAll(atStart ? List.of(node.next()) : List.of());
            case END -> open.addAll(atEnd ? List.of(node.next()) : List.of());
            default -> {}
          }
        }
      }
      return reached;
    }
  }
}
