package dev.plainsight.evidence.control;

import dev.plainsight.evidence.Rows;

/**
 * The test of one control: a pure function of a day's whole population and the parameters. It runs
 * daily, and again wherever a package is verified.
 */
public interface Control {
  /** Such as {@code WM-01}; its texts are the resource folder of that name. */
  String id();

  Result test(Rows population, Parameters parameters);
}
