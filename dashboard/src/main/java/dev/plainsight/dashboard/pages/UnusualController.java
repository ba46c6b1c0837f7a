package dev.plainsight.dashboard.pages;

import dev.plainsight.dashboard.access.Reader;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseBody;

/** The unusual activity report, a person in it, and one finding. */
@Controller
class UnusualController {
  private final Unusual unusual;

  UnusualController(Unusual unusual) {
    this.unusual = unusual;
  }

  @GetMapping("/unusual")
  String report(Model model, @AuthenticationPrincipal Reader reader, HttpServletRequest request) {
    model.addAttribute("page", reportJson(reader, request));
    return "unusual";
  }

  @GetMapping("/api/unusual")
  @ResponseBody
  UnusualPage reportJson(@AuthenticationPrincipal Reader reader, HttpServletRequest request) {
    return unusual.report(reader, Filters.of(request), Frame.words(request));
  }

  @GetMapping("/unusual/{person}")
  String instances(
      Model model,
      @AuthenticationPrincipal Reader reader,
      @PathVariable String person,
      HttpServletRequest request) {
    model.addAttribute("page", instancesJson(reader, person, request));
    return "instances";
  }

  @GetMapping("/api/unusual/{person}")
  @ResponseBody
  InstancesPage instancesJson(
      @AuthenticationPrincipal Reader reader,
      @PathVariable String person,
      HttpServletRequest request) {
    return unusual.instances(reader, person, Filters.of(request));
  }

  @GetMapping("/unusual/{person}/{id}")
  String finding(
      Model model,
      @AuthenticationPrincipal Reader reader,
      @PathVariable String person,
      @PathVariable String id) {
    model.addAttribute("page", findingJson(reader, person, id));
    return "finding";
  }

  @GetMapping("/api/unusual/{person}/{id}")
  @ResponseBody
  FindingPage findingJson(
      @AuthenticationPrincipal Reader reader,
      @PathVariable String person,
      @PathVariable String id) {
    return unusual.finding(reader, person, id);
  }
}
