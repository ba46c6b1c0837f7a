package dev.plainsight.dashboard.pages;

import dev.plainsight.dashboard.access.Reader;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The queue of access anomalies, and one of them. */
@Controller
class AccessController {
  private final Anomalies anomalies;

  AccessController(Anomalies anomalies) {
    this.anomalies = anomalies;
  }

  @GetMapping({"/access", "/api/access"})
  Shown queue(@AuthenticationPrincipal Reader reader, HttpServletRequest request) {
    return new Shown("access", anomalies.queue(reader, Filters.of(request), Frame.words(request)));
  }

  @GetMapping({"/access/{id}", "/api/access/{id}"})
  Shown one(
      @AuthenticationPrincipal Reader reader, @PathVariable String id, HttpServletRequest request) {
    return new Shown("anomaly", anomalies.one(reader, id, Zone.of(request)));
  }
}
