package dev.plainsight.dashboard.sample;

import dev.plainsight.contract.avro.ActivityEvent;
import dev.plainsight.contract.avro.AgentAction;
import dev.plainsight.contract.avro.AgentState;
import dev.plainsight.contract.avro.EventBatch;
import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.contract.avro.Logon;
import dev.plainsight.contract.avro.LogonAction;
import dev.plainsight.contract.avro.LogonType;
import dev.plainsight.contract.avro.Outcome;
import dev.plainsight.contract.avro.Presence;
import dev.plainsight.contract.avro.PresenceState;
import dev.plainsight.detect.Dimension;
import dev.plainsight.detect.EventRange;
import dev.plainsight.detect.Finding;
import dev.plainsight.detect.Measure;
import dev.plainsight.detect.Purpose;
import dev.plainsight.detect.Severity;
import dev.plainsight.store.BatchRow;
import dev.plainsight.store.EventTables;
import dev.plainsight.store.FindingRow;
import dev.plainsight.store.FindingTables;
import dev.plainsight.store.Migrations;
import dev.plainsight.store.RoadTables;
import dev.plainsight.store.RosterRow;
import dev.plainsight.store.Store;
import dev.plainsight.store.StoreAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Twenty people and fourteen days, seeded, straight into a store: to look at pages with.
 *
 * <p>{@code SampleOffice URL USER PASSWORD_FILE [live]}; with {@code live} one finding every two
 * seconds.
 */
public final class SampleOffice {
  private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
  private static final long MINUTE = 60_000;
  private static final String[][] PEOPLE = {
    {"ada", "Ada Byron", "Finance"},
    {"bela", "Béla Kovács", "Finance"},
    {"chidi", "Chidi Okafor", "Finance"},
    {"dana", "Dana Whitfield", "Finance"},
    {"emil", "Emil Sørensen", "Finance"},
    {"fay", "Fay Nakamura", "Finance"},
    {"gus", "Gus Ferreira", "Engineering"},
    {"hana", "Hana Novotná", "Engineering"},
    {"ivo", "Ivo Marić", "Engineering"},
    {"jun", "Jun Park", "Engineering"},
    {"kira", "Kira Lindqvist", "Engineering"},
    {"leo", "Leo Haddad", "Engineering"},
    {"mina", "Mina Rahimi", "Support"},
    {"noor", "Noor de Vries", "Support"},
    {"otis", "Otis Graham", "Support"},
    {"pia", "Pia Rossi", "Support"},
    {"quinn", "Quinn Abbott", "Support"},
    {"rosa", "Rosa Delgado", "Sales"},
    {"sam", "Sam Achterberg", "Sales"},
    {"tova", "Tova Weiss", "Sales"}
  };
  private static final String[][] APPS = {
    {"excel", "Budget 2027.xlsx"},
    {"outlook", "Inbox"},
    {"chrome", "Invoices – portal"},
    {"teams", "Weekly call"},
    {"code", "ledger – Visual Studio Code"},
    {"slack", "#finance"},
    {"word", "Contract draft.docx"}
  };

  private final Store store;
  private final Random random = new Random(7);
  private final long now = System.currentTimeMillis();
  private final List<IdentifiedEvent> presence = new ArrayList<>();
  private final List<IdentifiedEvent> logons = new ArrayList<>();
  private final List<IdentifiedEvent> states = new ArrayList<>();
  private final List<BatchRow> batches = new ArrayList<>();
  private final List<FindingRow> activity = new ArrayList<>();
  private final List<FindingRow> security = new ArrayList<>();
  private long offset;

  private SampleOffice(Store store) {
    this.store = store;
  }

  public static void main(String[] args) throws Exception {
    String password = Files.readString(Path.of(args[2])).strip();
    try (Store store = Store.open(new StoreAddress(args[0], args[1], password))) {
      new Migrations(store, "").apply();
      SampleOffice office = new SampleOffice(store);
      if (args.length > 3) {
        office.live();
      } else {
        office.fill();
      }
    }
  }

  private void live() throws InterruptedException {
    for (int i = 0; i < 1000; i++) {
      long at = System.currentTimeMillis();
      store.insert(
          FindingTables.ACTIVITY,
          List.of(new FindingRow(metronome("ada", "pc-ada", at - 30 * MINUTE, at), at)));
      store.insert(
          FindingTables.SECURITY,
          List.of(new FindingRow(bruteForce("198.51.100." + i % 250, at, 9), at)));
      Thread.sleep(2_000);
    }
  }

  private void fill() {
    LocalDate today = LocalDate.now(ZONE);
    List<RosterRow> roster = new ArrayList<>();
    for (String[] p : PEOPLE) {
      roster.add(rostered("pc-" + p[0], p));
    }
    roster.add(rostered("nb-ada", PEOPLE[0]));
    roster.add(rostered("pc-spare-1", new String[] {"", "", "Support"}));
    roster.add(rostered("pc-spare-2", new String[] {"", "", "Sales"}));
    store.insert(RoadTables.ROSTER, roster);
    for (int n = 0; n < PEOPLE.length; n++) {
      for (int back = 13; back >= 0; back--) {
        LocalDate day = today.minusDays(back);
        boolean weekday =
            day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY;
        boolean absent = random.nextInt(14) == 0;
        if ((weekday && !absent) || (back == 1 && n % 2 == 0)) {
          day(n, day, 100 - back);
        }
      }
      if (n != 4 && n != 15) {
        now(n);
      }
    }
    attacks(today);
    store.insert(EventTables.PRESENCE, presence);
    store.insert(EventTables.LOGONS, logons);
    store.insert(EventTables.AGENT_STATES, states);
    store.insert(RoadTables.BATCHES, batches);
    store.insert(FindingTables.ACTIVITY, activity);
    store.insert(FindingTables.SECURITY, security);
    System.out.printf(
        Locale.ENGLISH,
        "%,d slices, %,d logons, %,d batches, %d + %d findings%n",
        presence.size(),
        logons.size(),
        batches.size(),
        activity.size(),
        security.size());
  }

  private RosterRow rostered(String device, String[] p) {
    return new RosterRow(
        device,
        p[0],
        p[1],
        p[2],
        "staff",
        "",
        "Berlin",
        "Europe/Berlin",
        "09:00",
        "17:30",
        LocalDate.now(ZONE).minusDays(60),
        RosterRow.OPEN_END,
        "sample",
        1);
  }

  /** A working day of one person, a minute at a time. */
  private void day(int n, LocalDate day, long epoch) {
    String person = PEOPLE[n][0];
    String device = "pc-" + person;
    long from = at(day, 8, 40 + random.nextInt(40));
    long to = at(day, 17, 10 + random.nextInt(50));
    long lunch = at(day, 12, random.nextInt(40));
    long seq = 0;
    seq = logon(device, epoch, seq, from, person, LogonAction.LOGON, "", Outcome.SUCCESS);
    List<ActivityEvent> batch = new ArrayList<>();
    long first = seq;
    int app = n % APPS.length;
    int meeting = 9 + random.nextInt(7);
    boolean fakes = (n == 1 || n == 4 || n == 13 || n == 7) && random.nextInt(3) > 0;
    long fakeFrom = at(day, 14, random.nextInt(50));
    long fakeTo = fakeFrom + (40 + random.nextInt(80)) * MINUTE;
    for (long t = from; t < to; t += MINUTE) {
      if (random.nextInt(9) == 0) {
        app =
            random.nextInt(3) == 0
                ? random.nextInt(APPS.length)
                : (n + random.nextInt(3)) % APPS.length;
      }
      boolean faking = fakes && t >= fakeFrom && t < fakeTo;
      PresenceState state = state(t, lunch, faking);
      boolean call = !faking && t >= at(day, meeting, 0) && t < at(day, meeting, 45);
      ActivityEvent event = slice(t, person, state, call ? 3 : app, call, faking);
      presence.add(identified(device, epoch, seq++, event));
      batch.add(event);
      if (batch.size() == 30) {
        batch(device, epoch, first, batch, t + MINUTE);
        first = seq;
        batch = new ArrayList<>();
      }
    }
    if (fakes) {
      activity.add(new FindingRow(metronome(person, device, fakeFrom, fakeTo), fakeTo + 4_000));
      if (random.nextInt(3) == 0) {
        activity.add(
            new FindingRow(
                slow(person, device, fakeFrom + 9 * MINUTE, fakeTo + 20 * MINUTE), fakeTo + 9_000));
      }
    }
    if (n == 13 && day.getDayOfWeek() == DayOfWeek.TUESDAY) {
      activity.add(new FindingRow(tool(person, device, fakeFrom), fakeFrom + 3_000));
    }
    seq = logon(device, epoch, seq, to, person, LogonAction.LOGOFF, "", Outcome.SUCCESS);
    states.add(identified(device, epoch, seq, agent(to, AgentAction.STOP, 0, 12)));
  }

  private PresenceState state(long t, long lunch, boolean faking) {
    if (faking) {
      return PresenceState.ACTIVE;
    }
    if (t >= lunch && t < lunch + 42 * MINUTE) {
      return t < lunch + 5 * MINUTE ? PresenceState.IDLE : PresenceState.LOCKED;
    }
    int die = random.nextInt(40);
    return die < 4 ? PresenceState.IDLE : die == 4 ? PresenceState.AWAY : PresenceState.ACTIVE;
  }

  /** The last hour: what makes a device report now. */
  private void now(int n) {
    String device = "pc-" + PEOPLE[n][0];
    long seq = 0;
    for (long t = now - 60 * MINUTE + n * 900L; t < now; t += MINUTE) {
      List<ActivityEvent> events = new ArrayList<>();
      for (int i = 0; i < 1 + random.nextInt(4); i++) {
        events.add(slice(t, PEOPLE[n][0], PresenceState.ACTIVE, n % APPS.length, false, false));
      }
      if (n == 9 && seq > 40 && seq < 60) {
        seq += 17;
      }
      batch(device, 200, seq, events, t + 800 + random.nextInt(600));
      seq += events.size();
    }
    int spool = n == 11 ? 340 : 0;
    states.add(
        identified(
            device,
            200,
            seq,
            agent(
                now - 2 * MINUTE,
                AgentAction.HEARTBEAT,
                spool,
                n == 6 ? 7_400 : random.nextInt(80) - 40)));
  }

  private void attacks(LocalDate today) {
    for (int i = 0; i < 46; i++) {
      String ip =
          (i % 3 == 0 ? "203.0.113." : i % 3 == 1 ? "198.51.100." : "192.0.2.") + (7 + i * 5 % 240);
      long from = at(today.minusDays(random.nextInt(13)), random.nextInt(24), random.nextInt(60));
      int tries = 6 + random.nextInt(60);
      for (int k = 0; k < tries; k++) {
        logon(
            "srv-gate",
            1,
            10_000L * (i + 1) + k,
            from + k * 2_300L,
            new String[] {"root", "admin", "oracle", "test", "ubuntu"}[random.nextInt(5)],
            LogonAction.FAILED,
            ip,
            Outcome.FAILURE);
      }
      security.add(new FindingRow(bruteForce(ip, from, tries), from + tries * 2_300L));
      if (i == 17) {
        logon(
            "srv-gate",
            1,
            10_000L * (i + 1) + tries,
            from + tries * 2_300L + 9_000,
            "tova",
            LogonAction.LOGON,
            ip,
            Outcome.SUCCESS);
        security.add(
            new FindingRow(
                guessed(ip, from, from + tries * 2_300L + 9_000, tries),
                from + tries * 2_300L + 11_000));
      }
    }
    security.add(
        new FindingRow(
            device(
                "AG-01",
                "pc-emil",
                now - 26 * 60 * MINUTE,
                "The device pc-emil is silent: no word for 26 h; the rule is 15 min, and there was no orderly stop.",
                Measure.of("silent_s", 93_600, ">=", 900, "s")),
            now - 25 * 60 * MINUTE));
    security.add(
        new FindingRow(
            device(
                "AG-02",
                "pc-jun",
                now - 40 * MINUTE,
                "17 events of pc-jun never came: sequences 42 to 58 are missing.",
                Measure.of("missing", 17, ">=", 1, "events")),
            now - 38 * MINUTE));
  }

  private long logon(
      String device,
      long epoch,
      long seq,
      long at,
      String account,
      LogonAction action,
      String ip,
      Outcome outcome) {
    Logon logon =
        Logon.newBuilder()
            .setAction(action)
            .setLogonType(ip.isEmpty() ? LogonType.CONSOLE : LogonType.SSH)
            .setTargetUser(account)
            .setSourceIp(ip)
            .setMethod(ip.isEmpty() ? "" : "password")
            .setService(ip.isEmpty() ? "" : "sshd")
            .setOutcome(outcome)
            .build();
    logons.add(
        identified(
            device,
            epoch,
            seq,
            ActivityEvent.newBuilder()
                .setOccurredAt(at)
                .setEndedAt(at)
                .setUser(ip.isEmpty() ? account : "")
                .setLogon(logon)
                .build()));
    return seq + 1;
  }

  private ActivityEvent slice(
      long t, String person, PresenceState state, int app, boolean call, boolean faking) {
    boolean active = state == PresenceState.ACTIVE;
    Presence p =
        Presence.newBuilder()
            .setState(state)
            .setApp(active || state == PresenceState.IDLE ? APPS[app][0] : "")
            .setTitle(active ? APPS[app][1] : "")
            .setKeys(active && !faking ? (int) Math.abs(random.nextGaussian() * 90) : 0)
            .setClicks(active && !faking ? random.nextInt(14) : 0)
            .setMoves(active ? faking ? 24 + random.nextInt(3) : random.nextInt(400) : 0)
            .setInCall(call)
            .build();
    return ActivityEvent.newBuilder()
        .setOccurredAt(t)
        .setEndedAt(t + MINUTE)
        .setUser(person)
        .setPresence(p)
        .build();
  }

  private ActivityEvent agent(long at, AgentAction action, int spool, long skewMs) {
    return ActivityEvent.newBuilder()
        .setOccurredAt(at)
        .setEndedAt(at)
        .setAgent(
            AgentState.newBuilder()
                .setAction(action)
                .setSpoolDepth(spool)
                .setClockOffsetMs(skewMs)
                .build())
        .build();
  }

  private IdentifiedEvent identified(String device, long epoch, long seq, ActivityEvent event) {
    return IdentifiedEvent.newBuilder()
        .setDeviceId(device)
        .setBootEpoch(epoch)
        .setSeq(seq)
        .setReceivedAt(event.getEndedAt() + 900)
        .setEvent(event)
        .build();
  }

  private void batch(String device, long epoch, long first, List<ActivityEvent> events, long at) {
    EventBatch batch =
        EventBatch.newBuilder()
            .setDeviceId(device)
            .setBootEpoch(epoch)
            .setFirstSeq(first)
            .setPreviousHash(ByteBuffer.wrap(new byte[32]))
            .setSentAt(at)
            .setAgentVersion(device.equals("pc-leo") ? "0.0.9" : "0.1.0")
            .setEvents(List.copyOf(events))
            .build();
    batches.add(new BatchRow(batch, new byte[] {1}, 0, offset++, at + 120 + random.nextInt(700)));
  }

  private Finding metronome(String person, String device, long from, long to) {
    double cv = 0.02 + random.nextInt(40) / 100.0;
    return finding(
        "WF-01",
        Purpose.ACTIVITY,
        Severity.MEDIUM,
        Dimension.PERSON_ON_DEVICE,
        person + "@" + device,
        person,
        device,
        from,
        to,
        String.format(
            Locale.ENGLISH,
            "May be a mouse jiggler: pauses vary %.0f %%, people rarely below 90 %%; %d min in a row with no key.",
            cv * 100,
            (to - from) / MINUTE),
        List.of(
            new Measure("pause_cv", cv, "<", 0.75, "", 1.04, 0.97),
            Measure.of("pauses", 14, ">=", 5, "pauses"),
            Measure.of("active_minutes", 100, ">=", 80, "%"),
            Measure.of("windows_in_row", 4, ">=", 2, "windows")));
  }

  private Finding slow(String person, String device, long from, long to) {
    return finding(
        "WF-02",
        Purpose.ACTIVITY,
        Severity.MEDIUM,
        Dimension.PERSON_ON_DEVICE,
        person + "@" + device,
        person,
        device,
        from,
        to,
        "May be a slow jiggler: the last 20 gaps are 4 min 55 s each and vary 1 %; the rule is below 60 %.",
        List.of(
            new Measure("gap_cv", 0.01, "<", 0.6, "", 1.3, 1.2),
            Measure.of("gaps", 20, ">=", 20, "gaps")));
  }

  private Finding tool(String person, String device, long from) {
    return finding(
        "WF-10",
        Purpose.ACTIVITY,
        Severity.HIGH,
        Dimension.PERSON_ON_DEVICE,
        person + "@" + device,
        person,
        device,
        from,
        from + MINUTE,
        "A known work-faking tool ran: MouseJiggler.exe; it is on the published list.",
        List.of());
  }

  private Finding bruteForce(String ip, long from, int tries) {
    return finding(
        "AC-01",
        Purpose.SECURITY,
        Severity.MEDIUM,
        Dimension.SOURCE,
        ip,
        "",
        "srv-gate",
        from,
        from + tries * 2_300L,
        tries
            + " failed logons from "
            + ip
            + " within "
            + tries * 23 / 10
            + " s; the rule is 5 within 60 s.",
        List.of(
            Measure.of("failures", Math.min(26, tries), ">=", 5, "failures"),
            Measure.of("window", 60, "<=", 60, "s")));
  }

  private Finding guessed(String ip, long from, long to, int tries) {
    return finding(
        "AC-02",
        Purpose.SECURITY,
        Severity.HIGH,
        Dimension.SOURCE,
        ip,
        "tova",
        "srv-gate",
        from,
        to,
        "A logon as tova succeeded after "
            + tries
            + " failures from "
            + ip
            + " within 15 min; the rule is 5.",
        List.of(Measure.of("failures", tries, ">=", 5, "failures")));
  }

  private Finding device(String rule, String device, long from, String because, Measure measure) {
    return finding(
        rule,
        Purpose.SECURITY,
        Severity.MEDIUM,
        Dimension.DEVICE,
        device,
        "",
        device,
        from,
        now,
        because,
        List.of(measure));
  }

  private Finding finding(
      String rule,
      Purpose purpose,
      Severity severity,
      Dimension dimension,
      String entity,
      String person,
      String device,
      long from,
      long to,
      String because,
      List<Measure> measures) {
    return new Finding(
        Finding.id(rule, entity, from + ""),
        1,
        false,
        rule,
        1,
        purpose,
        severity,
        dimension,
        entity,
        person,
        device,
        "",
        from,
        to,
        because,
        measures,
        List.of(new EventRange(device, 1, 10, 70)),
        purpose == Purpose.ACTIVITY
            ? List.of("in_call=no", "remote_session=no", "accessibility_tool=unknown", "tablet=no")
            : List.of("vpn=unknown", "shared_egress=no"));
  }

  private static long at(LocalDate day, int hour, int minute) {
    return day.atTime(LocalTime.of(hour, Math.min(59, minute)))
        .atZone(ZONE)
        .toInstant()
        .toEpochMilli();
  }
}
