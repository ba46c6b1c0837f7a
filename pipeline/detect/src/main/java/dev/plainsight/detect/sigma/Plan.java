package dev.plainsight.detect.sigma;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Many rules judged in one pass over an event, with the answers of {@link Node#holds}.
 *
 * <pre>
 * fields --GramIndex--> atoms that hold --triggers--> rules that may match --conditions--> matches
 *                                                     ^ and the few that nothing can trigger
 * </pre>
 *
 * A rule's triggers are atoms one of which must hold for it to match; of its possible sets of
 * triggers the one that the fewest other rules use, for what many rules name is common in events.
 */
final class Plan {
  private final int[] rules;
  private final Test[] tests;
  private final int[] untriggered;
  private final int[][] triggered;
  private final @Nullable Atom[] late;
  private final int[] lateNumbers;
  private final int lateAtoms;

  /** By atom: what must hold for it to, found in one pass; -1 where that is not known. */
  private final int[] signs;

  private final Map<String, GramIndex> fields;
  private final @Nullable GramIndex anyField;

  /** A condition over numbered atoms. */
  private interface Test {
    boolean holds(Truth truth);
  }

  /**
   * A plan for some rules.
   *
   * @param conditions by number of the rule
   */
  Plan(Map<Integer, Node> conditions) {
    Builder builder = new Builder();
    conditions.values().forEach(builder::number);
    this.rules = conditions.keySet().stream().mapToInt(Integer::intValue).toArray();
    this.tests = conditions.values().stream().map(builder::test).toArray(Test[]::new);
    this.late = builder.late.toArray(Atom[]::new);
    this.lateNumbers = new int[late.length];
    int lates = 0;
    for (int atom = 0; atom < late.length; atom++) {
      lateNumbers[atom] = late[atom] == null ? -1 : lates++;
    }
    this.lateAtoms = lates;
    this.signs = builder.signs.stream().mapToInt(Integer::intValue).toArray();
    this.triggered = new int[late.length][];
    this.untriggered = builder.trigger(List.copyOf(conditions.values()), triggered);
    this.fields = new HashMap<>();
    GramIndex.Builder keywords = builder.indexes.remove("");
    this.anyField = keywords == null ? null : keywords.build();
    builder.indexes.forEach((field, index) -> fields.put(field, index.with(keywords).build()));
  }

  /** The numbers of the rules that match, lowest first. */
  int[] matches(SigmaEvent event) {
    Truth truth = new Truth(event);
    Object[] searched = new Object[event.fields().size()];
    Object[] others = new Object[searched.length];
    int size = 0;
    int left = 0;
    for (Map.Entry<String, Object> field : event.fields().entrySet()) {
      GramIndex index = fields.get(field.getKey());
      if (index == null) {
        others[left++] = field.getValue();
      } else {
        find(index, field.getValue(), truth);
        searched[size++] = field.getValue();
      }
    }
    for (int i = 0; i < left && anyField != null; i++) {
      if (!isAmong(searched, size, others[i])) {
        find(anyField, others[i], truth);
      }
    }
    for (int rule : untriggered) {
      truth.candidates.set(rule);
    }
    return truth.matches();
  }

  /** The same value under another name was searched for keywords too. */
  private static boolean isAmong(Object[] searched, int size, Object value) {
    for (int i = 0; i < size; i++) {
      if (searched[i] == value) {
        return true;
      }
    }
    return false;
  }

  private static void find(GramIndex index, Object value, Truth truth) {
    if (value instanceof Collection<?> many) {
      for (Object one : many) {
        if (one != null) {
          index.find(one.toString(), truth);
        }
      }
    } else {
      index.find(value.toString(), truth);
    }
  }

  /** What is known of one event. */
  private final class Truth implements GramIndex.Hits {
    private final SigmaEvent event;
    private final long[] holds = new long[(late.length >>> 6) + 1];
    private final boolean[] known = new boolean[lateAtoms];
    private final BitSet candidates = new BitSet(rules.length);
    private final IdentityHashMap<String, String> lower = new IdentityHashMap<>(4);

    Truth(SigmaEvent event) {
      this.event = event;
    }

    @Override
    public void hit(int atom) {
      if ((holds[atom >>> 6] & 1L << atom) == 0) {
        holds[atom >>> 6] |= 1L << atom;
        for (int rule : triggered[atom]) {
          candidates.set(rule);
        }
      }
    }

    boolean holds(int atom) {
      Atom unknown = late[atom];
      if (unknown != null && !known[lateNumbers[atom]]) {
        known[lateNumbers[atom]] = true;
        if ((signs[atom] < 0 || holds(signs[atom])) && looked(unknown)) {
          holds[atom >>> 6] |= 1L << atom;
        }
      }
      return (holds[atom >>> 6] & 1L << atom) != 0;
    }

    /** Text is lowered once a field, not once an atom. */
    private boolean looked(Atom atom) {
      if (atom.check() instanceof Check.Text text
          && !text.glob().cased()
          && event.fields().get(atom.field()) instanceof String value) {
        return text.glob()
            .matches(lower.computeIfAbsent(value, any -> any.toLowerCase(Locale.ROOT)));
      }
      return atom.holds(event);
    }

    int[] matches() {
      int[] matches = new int[candidates.cardinality()];
      int size = 0;
      for (int rule = candidates.nextSetBit(0); rule >= 0; rule = candidates.nextSetBit(rule + 1)) {
        if (tests[rule].holds(this)) {
          matches[size++] = rules[rule];
        }
      }
      return Arrays.copyOf(matches, size);
    }
  }

  /** Numbers the atoms, sorts them into what is found in one pass and what is looked at late. */
  private static final class Builder {
    private final Map<Atom, Integer> numbers = new LinkedHashMap<>();
    private final List<Integer> uses = new ArrayList<>();
    private final List<@Nullable Atom> late = new ArrayList<>();
    private final List<Integer> signs = new ArrayList<>();
    private final Map<String, GramIndex.Builder> indexes = new HashMap<>();

    void number(Node condition) {
      Set<Atom> atoms = new LinkedHashSet<>();
      collect(condition, atoms);
      for (Atom atom : atoms) {
        int number = number(atom);
        uses.set(number, uses.get(number) + 1);
        if (signs.get(number) >= 0) {
          uses.set(signs.get(number), uses.get(signs.get(number)) + 1);
        }
      }
    }

    private static void collect(Node node, Set<Atom> into) {
      if (node instanceof Node.All all) {
        all.nodes().forEach(each -> collect(each, into));
      } else if (node instanceof Node.Any any) {
        any.nodes().forEach(each -> collect(each, into));
      } else if (node instanceof Node.Not not) {
        collect(not.node(), into);
      } else if (node instanceof Atom atom) {
        into.add(atom);
      }
    }

    private int number(Atom atom) {
      Integer before = numbers.get(atom);
      return before == null ? added(atom) : before;
    }

    private int added(Atom atom) {
      int sign = atom.check() instanceof Check.Regex regex ? sign(atom.field(), regex) : -1;
      int number = late.size();
      numbers.put(atom, number);
      boolean indexed =
          atom.check() instanceof Check.Text text
              && indexes
                  .computeIfAbsent(atom.field(), any -> new GramIndex.Builder())
                  .add(number, text.glob());
      late.add(indexed ? null : atom);
      signs.add(sign);
      uses.add(0);
      return number;
    }

    private int sign(String field, Check.Regex regex) {
      String literal = RegexLiteral.in(regex.expression());
      if (literal.isEmpty()) {
        return -1;
      }
      Glob glob = Glob.plain(literal).contains().forMatching(false);
      int sign = number(new Atom(field, new Check.Text(glob)));
      return late.get(sign) == null ? sign : -1;
    }

    Test test(Node node) {
      if (node instanceof Node.All all) {
        Test[] tests = tests(all.nodes());
        return truth -> {
          for (Test test : tests) {
            if (!test.holds(truth)) {
              return false;
            }
          }
          return true;
        };
      }
      if (node instanceof Node.Any any) {
        Test[] tests = tests(any.nodes());
        return truth -> {
          for (Test test : tests) {
            if (test.holds(truth)) {
              return true;
            }
          }
          return false;
        };
      }
      if (node instanceof Node.Not not) {
        Test test = test(not.node());
        return truth -> !test.holds(truth);
      }
      int number = number((Atom) node);
      return truth -> truth.holds(number);
    }

    /** What is found in one pass before what is looked at late. */
    private Test[] tests(List<Node> nodes) {
      return nodes.stream()
          .sorted(java.util.Comparator.comparingInt(this::lateAtoms))
          .map(this::test)
          .toArray(Test[]::new);
    }

    private int lateAtoms(Node node) {
      if (node instanceof Node.All all) {
        return all.nodes().stream().mapToInt(this::lateAtoms).sum();
      }
      if (node instanceof Node.Any any) {
        return any.nodes().stream().mapToInt(this::lateAtoms).sum();
      }
      return node instanceof Node.Not not
          ? lateAtoms(not.node())
          : late.get(number((Atom) node)) == null ? 0 : 1;
    }

    /** Fills in which rules each atom triggers; returns those that no set of atoms can. */
    int[] trigger(List<Node> conditions, int[][] triggered) {
      List<List<Integer>> rules = new ArrayList<>();
      late.forEach(any -> rules.add(new ArrayList<>()));
      List<Integer> without = new ArrayList<>();
      for (int rule = 0; rule < conditions.size(); rule++) {
        Set<Integer> needed = needed(conditions.get(rule));
        if (needed == null) {
          without.add(rule);
        } else {
          for (int atom : needed) {
            rules.get(atom).add(rule);
          }
        }
      }
      for (int atom = 0; atom < triggered.length; atom++) {
        triggered[atom] = rules.get(atom).stream().mapToInt(Integer::intValue).toArray();
      }
      return without.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Atoms one of which must hold where the node does; null where there are none such. */
    private @Nullable Set<Integer> needed(Node node) {
      if (node instanceof Node.All all) {
        Set<Integer> best = null;
        for (Node each : all.nodes()) {
          Set<Integer> needed = needed(each);
          if (needed != null && (best == null || uses(needed) < uses(best))) {
            best = needed;
          }
        }
        return best;
      }
      if (node instanceof Node.Any any) {
        Set<Integer> union = new LinkedHashSet<>();
        for (Node each : any.nodes()) {
          Set<Integer> needed = needed(each);
          if (needed == null) {
            return null;
          }
          union.addAll(needed);
        }
        return union;
      }
      if (!(node instanceof Atom atom)) {
        return null;
      }
      int number = number(atom);
      int needed = late.get(number) == null ? number : signs.get(number);
      return needed < 0 ? null : Set.of(needed);
    }

    private int uses(Set<Integer> atoms) {
      return atoms.stream().mapToInt(uses::get).sum();
    }
  }
}
