package dev.plainsight.dashboard.pages;

import dev.plainsight.dashboard.access.Reader;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseBody;

/** The first page of each role. */
@Controller
class TodayController {
  private final Today today;

  TodayController(Today today) {
    this.today = today;
  }

  @GetMapping("/")
  String page(Model model, @AuthenticationPrincipal Reader reader, HttpServletRequest request) {
    model.addAttribute("page", today.of(reader, Zone.of(request)));
    return "today";
  }

  @GetMapping("/api/today")
  @ResponseBody
  TodayPage json(@AuthenticationPrincipal Reader reader, HttpServletRequest request) {
    return today.of(reader, Zone.of(request));
  }
}
