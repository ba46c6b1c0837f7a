package dev.plainsight.scenario;

import dev.plainsight.contract.avro.ActivityEvent;
import dev.plainsight.contract.avro.AgentAction;
import dev.plainsight.contract.avro.LogonAction;
import dev.plainsight.contract.avro.PresenceState;
import dev.plainsight.contract.avro.ProcessAction;
import dev.plainsight.contract.presence.Scene;
import dev.plainsight.contract.presence.SliceBuilder;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A day at a computer, told in its order: {@code workday("ada").at("09:00").types(30,
 * MINUTES).away(5, MINUTES).jiggles(2, HOURS).events()}. Slices are cut by the agent's own {@link
 * SliceBuilder}. For one thread.
 *
 * <pre>
 * told    at 09:00 | types 30  | away 5 | jiggles 120            |
 * slices           [ACTIVE ... ][IDLE   ][ACTIVE, one move a minute]
 * </pre>
 */
public final class Workday {
  /** The day where none is named: a Monday. */
  public static final LocalDate MONDAY = LocalDate.of(2026, 3, 2);

  private static final long HEARTBEAT_MS = 5 * 60_000;
  private static final String MOUSE = "046d:c077";

  private final String user;
  private final List<ActivityEvent> events = new ArrayList<>();
  private final SliceBuilder session;
  private LocalDate date = MONDAY;
  private ZoneId zone = ZoneOffset.UTC;
  private SplittableRandom random = new SplittableRandom(1);
  private Scene scene = Scene.of("libreoffice", "LibreOffice Writer");
  private double typing = .55;
  private long nowMs;
  private long bootedMs = -1;
  private boolean sketched;

  private Workday(String user) {
    this.user = user;
    this.session = new SliceBuilder(user, "1", SliceBuilder.IDLE_AFTER_MS_DEFAULT, events::add);
    this.nowMs = MONDAY.atTime(9, 0).toInstant(ZoneOffset.UTC).toEpochMilli();
  }

  /** A day of this account, on {@link #MONDAY} at 09:00 UTC unless told otherwise. */
  public static Workday workday(String user) {
    return new Workday(user);
  }

  /** Another date, and the time zone of the times told. */
  public Workday on(LocalDate day, ZoneId where) {
    date = day;
    zone = where;
    return this;
  }

  /** Another course of chance. */
  public Workday seed(long seed) {
    return chance(new SplittableRandom(seed));
  }

  Workday chance(SplittableRandom source) {
    random = source;
    return this;
  }

  /** From here on without any input: the same moments, at a fraction of the cost. */
  Workday sketched(boolean whether) {
    sketched = whether;
    return this;
  }

  /** What share of the person's gestures is typed. */
  Workday typing(double share) {
    typing = share;
    return this;
  }

  /** Goes to this time of the day; what was going on before ends there. */
  public Workday at(String time) {
    return at(ZonedDateTime.of(date, LocalTime.parse(time), zone).toInstant().toEpochMilli());
  }

  Workday at(long timeMs) {
    if (timeMs < nowMs && !events.isEmpty()) {
      throw new IllegalArgumentException(
          "a workday is told in its order: " + timeMs + " is before " + nowMs);
    }
    nowMs = timeMs;
    return this;
  }

  /** The moment the day has come to, ms since 1970. */
  public long nowMs() {
    return nowMs;
  }

  /** This application is in front from now on. */
  public Workday opens(String app, String title) {
    return opens(Scene.of(app, title));
  }

  /** This is in front from now on. */
  public Workday opens(Scene next) {
    scene = next;
    return this;
  }

  /** The device starts, and its agent with it: heartbeats from here until it shuts down. */
  public Workday boots() {
    bootedMs = nowMs;
    return tell(Moments.agent(nowMs, AgentAction.START));
  }

  /** The agent stops in order. */
  public Workday shutsDown() {
    heartbeats(nowMs);
    bootedMs = -1;
    endSession();
    return tell(Moments.agent(nowMs, AgentAction.STOP));
  }

  /** The agent is gone without a word. */
  public Workday goesSilent() {
    heartbeats(nowMs);
    bootedMs = -1;
    endSession();
    return this;
  }

  private void heartbeats(long toMs) {
    if (bootedMs >= 0 && !sketched) {
      for (long atMs = bootedMs + HEARTBEAT_MS; atMs < toMs; atMs += HEARTBEAT_MS) {
        tell(Moments.agent(atMs, AgentAction.HEARTBEAT));
      }
    }
  }

  private void endSession() {
    session.tick(nowMs);
    session.stop();
  }

  public Workday logsOn() {
    session.state(nowMs, PresenceState.ACTIVE, "");
    return tell(Moments.console(nowMs, user, LogonAction.LOGON, true));
  }

  public Workday logsOff() {
    endSession();
    return tell(Moments.console(nowMs, user, LogonAction.LOGOFF, true));
  }

  /** Fails to log on or to unlock, {@code seconds} apart. */
  public Workday mistypes(int times, int seconds) {
    for (int i = 0; i < times; i++) {
      tell(Moments.console(nowMs, user, LogonAction.UNLOCK, false));
      nowMs += seconds * 1_000L;
    }
    return this;
  }

  /** A program starts. */
  public Workday starts(String exe) {
    return tell(
        Moments.program(nowMs, user, ProcessAction.START, exe, 1_000 + events.size() % 30_000));
  }

  /** Something is plugged in. */
  public Workday plugs(String kind, String usbId) {
    return tell(Moments.attached(nowMs, user, kind, usbId));
  }

  /** Runs a command as root. */
  public Workday elevates(String commandHash) {
    return tell(Moments.elevation(nowMs, user, commandHash));
  }

  Workday tell(ActivityEvent event) {
    events.add(event);
    return this;
  }

  /** Writes, mostly. */
  public Workday types(long amount, ChronoUnit unit) {
    return plays(human(.9, 1), amount, unit);
  }

  /** Works as people do: types, clicks, scrolls. */
  public Workday works(long amount, ChronoUnit unit) {
    return plays(human(typing, 1), amount, unit);
  }

  /** Reads: scrolls and moves, with long pauses. */
  public Workday reads(long amount, ChronoUnit unit) {
    return plays(human(.02, 4), amount, unit);
  }

  /** In a call, with little input. */
  public Workday meets(long amount, ChronoUnit unit) {
    Scene before = scene;
    scene = new Scene("teams", "Meeting", "", true, true, false);
    plays(human(.2, 6), amount, unit);
    scene = before;
    return this;
  }

  private Hand human(double share, double slowness) {
    return new HumanHand(random, share, slowness, MOUSE);
  }

  /** Leaves the desk without locking. */
  public Workday away(long amount, ChronoUnit unit) {
    return plays((input, fromMs, toMs) -> input.tick(toMs), amount, unit);
  }

  /** Locks the screen, is away, and unlocks it. */
  public Workday locks(long amount, ChronoUnit unit) {
    tell(Moments.console(nowMs, user, LogonAction.LOCK, true));
    session.state(nowMs, PresenceState.LOCKED, "");
    nowMs += Duration.of(amount, unit).toMillis();
    session.state(nowMs, PresenceState.ACTIVE, "");
    return tell(Moments.console(nowMs, user, LogonAction.UNLOCK, true));
  }

  /** The default jiggler at work. */
  public Workday jiggles(long amount, ChronoUnit unit) {
    return runs(FakingTool.JIGGLER, amount, unit);
  }

  /** A tool that feigns presence at work. */
  public Workday runs(FakingTool tool, long amount, ChronoUnit unit) {
    return plays(tool.hand(random), amount, unit);
  }

  /** Any hand at work. */
  public Workday plays(Hand hand, long amount, ChronoUnit unit) {
    long toMs = nowMs + Duration.of(amount, unit).toMillis();
    if (!sketched) {
      session.focus(nowMs, scene);
      hand.play(session, nowMs, toMs);
      session.tick(toMs);
    }
    nowMs = toMs;
    return this;
  }

  /** All events so far in the order in which an agent gives them away: by their ends. */
  public List<ActivityEvent> events() {
    endSession();
    heartbeats(nowMs);
    bootedMs = bootedMs < 0 ? -1 : nowMs;
    List<ActivityEvent> sorted = new ArrayList<>(events);
    sorted.sort(
        Comparator.comparingLong(ActivityEvent::getEndedAt)
            .thenComparingLong(ActivityEvent::getOccurredAt));
    return sorted;
  }
}
