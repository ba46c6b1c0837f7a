package dev.plainsight.dashboard.live;

import dev.plainsight.dashboard.Reads;
import dev.plainsight.dashboard.access.Reader;
import dev.plainsight.dashboard.pages.Looks;
import dev.plainsight.dashboard.pages.Zone;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The stream of new findings for one open page. */
@Controller
class LiveController {
  private final Live live;
  private final Reads reads;

  LiveController(Live live, Reads reads) {
    this.live = live;
    this.reads = reads;
  }

  @GetMapping(path = "/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  SseEmitter live(
      @AuthenticationPrincipal Reader reader,
      HttpServletRequest request,
      HttpServletResponse response) {
    if (Live.hasFeed(reader.role())) {
      Looks.group(reads.log(), reader, "live", "");
    }
    response.setHeader("X-Accel-Buffering", "no");
    return live.open(reader, Zone.of(request), request.getSession().getId());
  }
}
