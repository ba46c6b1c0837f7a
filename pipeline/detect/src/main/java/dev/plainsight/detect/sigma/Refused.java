package dev.plainsight.detect.sigma;

/** Ends the reading of one document; becomes its {@link Refusal}. */
final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String reason;

  Refused(String reason) {
    super(reason, null, false, false);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }
}
