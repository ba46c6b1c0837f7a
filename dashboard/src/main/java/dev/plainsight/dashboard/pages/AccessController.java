package dev.plainsight.dashboard.pages;

import dev.plainsight.dashboard.access.Reader;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseBody;

/** The queue of access anomalies, and one of them. */
@Controller
class AccessController {
  private final Anomalies anomalies;

  AccessController(Anomalies anomalies) {
    this.anomalies = anomalies;
  }

  @GetMapping("/access")
  String queue(Model model, @AuthenticationPrincipal Reader reader, HttpServletRequest request) {
    model.addAttribute("page", queueJson(reader, request));
    return "access";
  }

  @GetMapping("/api/access")
  @ResponseBody
  AccessPage queueJson(@AuthenticationPrincipal Reader reader, HttpServletRequest request) {
    return anomalies.queue(reader, Filters.of(request), Frame.words(request));
  }

  @GetMapping("/access/{id}")
  String one(
      Model model,
      @AuthenticationPrincipal Reader reader,
      @PathVariable String id,
      HttpServletRequest request) {
    model.addAttribute("page", oneJson(reader, id, request));
    return "anomaly";
  }

  @GetMapping("/api/access/{id}")
  @ResponseBody
  AccessPage.Detail oneJson(
      @AuthenticationPrincipal Reader reader, @PathVariable String id, HttpServletRequest request) {
    return anomalies.one(reader, id, Zone.of(request));
  }
}
