package dev.plainsight.dashboard.pages;

import dev.plainsight.dashboard.Reads;
import dev.plainsight.dashboard.access.Reader;
import dev.plainsight.dashboard.access.Role;
import dev.plainsight.store.read.Devices.Device;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The devices: those of the roster and those no roster knows. IT and owners see no people here. */
@Controller
class DevicesController {
  private static final int LOOK_BACK_DAYS = 30;

  private final Reads reads;

  DevicesController(Reads reads) {
    this.reads = reads;
  }

  @GetMapping({"/devices", "/api/devices"})
  Shown devices(Model model, @AuthenticationPrincipal Reader reader, HttpServletRequest request) {
    model.addAttribute("chosen", chosen(request));
    return new Shown("devices", fleet(reader, Zone.of(request)));
  }

  private Fleet fleet(Reader reader, ZoneId zone) {
    boolean named = reader.is(Role.ANALYST);
    if (named) {
      Looks.group(reads.log(), reader, "devices", "");
    }
    Instant now = Instant.now();
    List<Device> devices =
        reads.devices().list(LocalDate.now(zone), now.minus(LOOK_BACK_DAYS, ChronoUnit.DAYS));
    Fleet fleet =
        Fleet.of(
            devices.stream().map(device -> named ? device : nameless(device)).toList(),
            now.toEpochMilli());
    return new Fleet(
        fleet.devices().stream()
            .sorted(
                Comparator.comparing(Fleet.Line::state).thenComparing(line -> line.device().id()))
            .toList());
  }

  private static Device nameless(Device d) {
    return new Device(
        d.id(),
        d.rostered(),
        "",
        "",
        d.team(),
        d.site(),
        d.lastAt(),
        d.agentVersion(),
        d.events(),
        d.missing(),
        d.dropped(),
        d.lastAction(),
        d.spool(),
        d.clockOffsetMs());
  }

  private static String chosen(HttpServletRequest request) {
    String state = request.getParameter("state");
    return state == null ? "" : state;
  }
}
