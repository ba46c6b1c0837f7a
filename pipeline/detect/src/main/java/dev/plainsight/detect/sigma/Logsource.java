package dev.plainsight.detect.sigma;

/** Where an event comes from, in Sigma's words; empty text in a rule means: any. */
public record Logsource(String category, String product, String service) {
  public Logsource {
    category = category.toLowerCase(java.util.Locale.ROOT);
    product = product.toLowerCase(java.util.Locale.ROOT);
    service = service.toLowerCase(java.util.Locale.ROOT);
  }

  /** Whether a rule for this source is meant for events of that one. */
  boolean covers(Logsource event) {
    return covers(category, event.category)
        && covers(product, event.product)
        && covers(service, event.service);
  }

  private static boolean covers(String wanted, String given) {
    return wanted.isEmpty() || wanted.equals(given);
  }
}
