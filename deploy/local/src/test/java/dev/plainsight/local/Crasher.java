package dev.plainsight.local;

/** A part that says why it cannot live, and ends. */
final class Crasher {
  private Crasher() {}

  public static void main(String[] args) {
    System.out.println("cannot find my " + args[0]);
    System.exit(3);
  }
}
