package dev.plainsight.dashboard.pages;

import dev.plainsight.dashboard.access.Page;
import dev.plainsight.dashboard.access.Reader;
import dev.plainsight.dashboard.look.Charts;
import dev.plainsight.dashboard.look.Link;
import dev.plainsight.dashboard.look.Words;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What every page has around it: the rail, the reader, the words, the look chosen. */
@ControllerAdvice
class Frame {
  @ModelAttribute
  void around(Model model, HttpServletRequest request) {
    model.addAllAttributes(around(request));
  }

  static Map<String, Object> around(HttpServletRequest request) {
    Map<String, Object> frame = new HashMap<>();
    Words words = words(request);
    frame.put("w", words);
    frame.put("theme", theme(request));
    frame.put("chart", new Charts());
    Reader reader = reader(request.getUserPrincipal());
    if (reader != null) {
      frame.put("reader", reader);
      frame.put("link", new Link(reader, words));
      frame.put("rail", Page.of(reader.role()));
      frame.put("here", here(request, Page.of(reader.role())));
    }
    return frame;
  }

  static @Nullable Reader reader(@Nullable Principal principal) {
    return principal instanceof Authentication signedIn
            && signedIn.getPrincipal() instanceof Reader reader
        ? reader
        : null;
  }

  static Words words(HttpServletRequest request) {
    return new Words(Zone.of(request), System.currentTimeMillis());
  }

  private static String theme(HttpServletRequest request) {
    String chosen = Zone.cookie(request, "theme");
    return chosen.equals("dark") || chosen.equals("light") ? chosen : "";
  }

  private static String here(HttpServletRequest request, List<Page> rail) {
    String first = "/" + request.getRequestURI().split("/", 3)[1];
    return rail.stream().map(Page::href).filter(first::equals).findFirst().orElse("");
  }
}
