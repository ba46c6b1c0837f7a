package dev.plainsight.detect.sigma;

import java.util.List;

/** A rule's condition, with its search identifiers put in. */
sealed interface Node permits Atom, Node.All, Node.Any, Node.Not {

  /** The plain meaning, one look after another; {@link Plan} gives the same answer faster. */
  boolean holds(SigmaEvent event);

  record All(List<Node> nodes) implements Node {
    @Override
    public boolean holds(SigmaEvent event) {
      return nodes.stream().allMatch(node -> node.holds(event));
    }
  }

  record Any(List<Node> nodes) implements Node {
    @Override
    public boolean holds(SigmaEvent event) {
      return nodes.stream().anyMatch(node -> node.holds(event));
    }
  }

  record Not(Node node) implements Node {
    @Override
    public boolean holds(SigmaEvent event) {
      return !node.holds(event);
    }
  }

  static Node all(List<Node> nodes) {
    return nodes.size() == 1 ? nodes.get(0) : new All(List.copyOf(nodes));
  }

  static Node any(List<Node> nodes) {
    return nodes.size() == 1 ? nodes.get(0) : new Any(List.copyOf(nodes));
  }
}
