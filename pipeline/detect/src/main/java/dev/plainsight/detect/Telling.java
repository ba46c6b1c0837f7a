package dev.plainsight.detect;

import java.util.function.Supplier;

/**
 * What a rule holds to be so, before it is written: of many that follow each other about the same
 * thing only the last is ever written, when findings are asked for.
 */
public interface Telling {
  /** What it is about: of the same rule and entity, the same for the same finding. */
  String key();

  /** The finding, with version 0; the same however often it is asked for. */
  Finding finding();

  /** A telling that is written when it is asked for. */
  static Telling later(String key, Supplier<Finding> finding) {
    return new Later(key, finding);
  }

  /** One that nobody may ask for. */
  record Later(String key, Supplier<Finding> written) implements Telling {
    @Override
    public Finding finding() {
      return written.get();
    }
  }
}
