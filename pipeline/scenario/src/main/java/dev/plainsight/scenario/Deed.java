package dev.plainsight.scenario;

import static java.time.temporal.ChronoUnit.MINUTES;

import dev.plainsight.contract.avro.AgentAction;
import dev.plainsight.contract.avro.LogonAction;
import java.time.DayOfWeek;
import java.util.Set;

/**
 * What somebody does that ought to be found: at the desk after lunch, or elsewhere. Each names what
 * a finding about it may be on, beside the doer's account. None looks at the rules.
 */
enum Deed {
  JIGGLER("the best known jiggler, three hours", "WF-01 WF-03 WF-06 WF-10", true, 1) {
    @Override
    Set<String> play(MonthDay day, int turn) {
      day.day.starts("C:\\Users\\Public\\MouseJiggler.exe");
      day.day.runs(FakingTool.JIGGLER, 180, MINUTES);
      return Set.of();
    }
  },
  TRAVEL("stolen account: another continent within the hour", "AC-05 AC-06", false, 1) {
    @Override
    Set<String> play(MonthDay day, int turn) {
      long atMs = day.startMs() + 5 * HOUR_MS;
      String address = Atlas.stranger(3, day.random.nextInt(200));
      day.note(MonthDay.SIGN_ON, Moments.network(atMs, day.who.account(), address, "sso", true));
      day.note(
          MonthDay.GATEWAY,
          Moments.network(atMs + 9 * MINUTE_MS, day.who.account(), address, "vpn", true));
      return Set.of();
    }
  },
  ELEVATION("an accountant becomes root", "AC-11", true, 1) {
    @Override
    Set<String> play(MonthDay day, int turn) {
      for (int i = 0; i < 3; i++) {
        day.day.elevates("%064x".formatted(40 + i)).works(3, MINUTES);
      }
      return Set.of();
    }
  },
  LEAVER("someone who left comes back by VPN", "AC-13", false, 2) {
    @Override
    Set<String> play(MonthDay day, int turn) {
      String account = day.who.account();
      long atMs = day.at(20, 15) + turn * 13L * MINUTE_MS;
      day.note(MonthDay.GATEWAY, Moments.network(atMs, account, day.homeAddress(), "vpn", true));
      day.note(
          MonthDay.server(3),
          Moments.ssh(atMs + 3 * MINUTE_MS, account, Atlas.vpn(day.random), "password", true));
      return Set.of();
    }
  },
  BOARD_SLOW("a board that moves every five minutes", "WF-02", true, 1) {
    @Override
    Set<String> play(MonthDay day, int turn) {
      day.day.runs(FakingTool.BOARD_SLOW, 180, MINUTES);
      return Set.of();
    }
  },
  GUESSED("a password guessed at the VPN, then a server", "AC-02 AC-06", false, 1) {
    @Override
    Set<String> play(MonthDay day, int turn) {
      String address = Atlas.stranger(5, day.random.nextInt(200));
      long atMs = day.at(4, 0);
      for (int i = 0; i < 9; i++) {
        day.note(
            MonthDay.GATEWAY, Moments.network(atMs, day.who.account(), address, "vpn", i == 8));
        atMs += 20_000 + day.random.nextInt(40_000);
      }
      return Set.of(address);
    }
  },
  SPORADIC("a jiggler for twelve minutes at a time, three days", "WF-01 WF-03", true, 3) {
    @Override
    Set<String> play(MonthDay day, int turn) {
      for (int i = 0; i < 4; i++) {
        day.day.runs(FakingTool.JIGGLER, 12, MINUTES).works(20, MINUTES);
      }
      return Set.of();
    }
  },
  MASS_COPY("twelve gigabytes on a stick", "SW-04", true, 1) {
    @Override
    Set<String> play(MonthDay day, int turn) {
      day.stick(12_000_000_000L);
      return Set.of();
    }
  },
  SPRAY_IN("a spray over 150 accounts that gets in once", "AC-03 AC-06", false, 1) {
    @Override
    Set<String> play(MonthDay day, int turn) {
      String address = Atlas.stranger(7, day.random.nextInt(200));
      long atMs = day.at(1, 30);
      for (String account : day.others(150)) {
        day.note(MonthDay.SIGN_ON, Moments.network(atMs, account, address, "sso", false));
        atMs += 20_000 + day.random.nextInt(20_000);
      }
      day.note(MonthDay.SIGN_ON, Moments.network(atMs, day.who.account(), address, "sso", true));
      return Set.of(address);
    }
  },
  RENAMED("psexec under the name of an editor", "SW-03", true, 1) {
    @Override
    Set<String> play(MonthDay day, int turn) {
      day.day.tell(Moments.renamed(day.day.nowMs(), day.who.account(), "notes.exe", "PsExec.exe"));
      day.day.works(2, MINUTES);
      return Set.of(day.laptop);
    }
  },
  REALISTIC("the \"realistic\" mover, two hours", "WF-01 WF-03", true, 1) {
    @Override
    Set<String> play(MonthDay day, int turn) {
      day.day.runs(FakingTool.REALISTIC, 120, MINUTES);
      return Set.of();
    }
  },
  FAN_OUT("one account on 25 servers within an hour", "AC-10", false, 1) {
    @Override
    Set<String> play(MonthDay day, int turn) {
      for (int i = 0; i < 25; i++) {
        long atMs = day.startMs() + 6 * HOUR_MS + i * 2L * MINUTE_MS;
        day.visit(MonthDay.server(i), atMs, false);
      }
      return Set.of();
    }
  },
  MIXED("a jiggler goes on while its owner works now and then", "WF-01", true, 1) {
    @Override
    Set<String> play(MonthDay day, int turn) {
      for (int i = 0; i < 24; i++) {
        day.day.runs(FakingTool.JIGGLER, 3, MINUTES).works(2, MINUTES);
      }
      return Set.of();
    }
  },
  CONCURRENT("logged on at a colleague's screen, and at one's own", "AC-12", true, 1) {
    @Override
    Set<String> play(MonthDay day, int turn) {
      long atMs = day.day.nowMs();
      String other = day.othersLaptop();
      day.note(
          other, Moments.console(atMs + 9 * MINUTE_MS, day.who.account(), LogonAction.LOGON, true));
      day.note(
          other,
          Moments.console(atMs + 40 * MINUTE_MS, day.who.account(), LogonAction.LOGOFF, true));
      day.day.works(45, MINUTES);
      return Set.of();
    }
  },
  KILLED("the agent is killed on four days", "AG-06", true, 4) {
    @Override
    Set<String> play(MonthDay day, int turn) {
      day.day.goesSilent();
      day.day.at(day.day.nowMs() + 50 * MINUTE_MS).boots().works(1, MINUTES);
      return Set.of(day.laptop);
    }
  },
  QUIET_THEFT("stolen account: same city, office hours, other provider", "AC-06 AC-07", false, 3) {
    @Override
    Set<String> play(MonthDay day, int turn) {
      String address = Atlas.home(day.who.site(), (day.who.provider() + 2) % 4, 913, 0);
      long atMs = day.startMs() + 3 * HOUR_MS + day.random.nextLong(2 * HOUR_MS);
      day.note(MonthDay.SIGN_ON, Moments.network(atMs, day.who.account(), address, "sso", true));
      return Set.of();
    }
  },
  LETTERS("a script presses letters, a hundred minutes", "WF-01", true, 1) {
    @Override
    Set<String> play(MonthDay day, int turn) {
      day.day.runs(FakingTool.SCRIPT_LETTERS, 100, MINUTES);
      return Set.of();
    }
  },
  DORMANT("an administrator's second account, asleep for two months", "AC-09", false, 1) {
    @Override
    Set<String> play(MonthDay day, int turn) {
      String account = Month.secondAccount(day.who);
      long atMs = day.at(19, 40);
      String address = Atlas.vpn(day.random);
      day.note(MonthDay.server(9), Moments.ssh(atMs - 61 * DAY_MS, account, address, "key", true));
      for (int i = 0; i < 3; i++) {
        day.note(
            MonthDay.server(9 + i),
            Moments.ssh(atMs + i * MINUTE_MS, account, address, "password", true));
      }
      return Set.of(account);
    }
  },
  CAREFUL("a mover made to pass for a hand", "none", true, 2) {
    @Override
    Set<String> play(MonthDay day, int turn) {
      day.day.plays(Hands.careful(day.random.split()), 150, MINUTES);
      return Set.of();
    }
  },
  STOLEN_LAPTOP("a stolen laptop, opened at the seventh try", "AC-02 AC-08 SW-04", false, 1) {
    @Override
    Set<String> play(MonthDay day, int turn) {
      long atMs = Math.max(day.day.nowMs() + HOUR_MS, day.at(23, 20));
      day.day.at(atMs).boots().at(atMs + 50_000).mistypes(6, 25).logsOn();
      day.day.works(12, MINUTES);
      day.stick(2_500_000_000L);
      day.day.goesSilent();
      return Set.of(day.laptop);
    }
  },
  SLOW_SPRAY("one account, tried by ever other sources for six days", "AC-04 AC-06", false, 6) {
    @Override
    Set<String> play(MonthDay day, int turn) {
      for (int i = 0; i < 7; i++) {
        long atMs = day.at(0, 20) + i * 3L * HOUR_MS + day.random.nextLong(HOUR_MS);
        String address = Atlas.stranger(10 + i, turn * 31 + i);
        boolean in = turn == 5 && i == 6;
        day.note(MonthDay.SIGN_ON, Moments.network(atMs, day.who.account(), address, "sso", in));
      }
      return Set.of();
    }
  },
  CLICKER("a script clicks for forty minutes", "WF-04", true, 1) {
    @Override
    Set<String> play(MonthDay day, int turn) {
      day.day.runs(FakingTool.SCRIPT_CLICKER, 40, MINUTES);
      return Set.of();
    }
  },
  LATERAL("from server to server, two a day", "AC-07 AC-10", false, 6) {
    @Override
    Set<String> play(MonthDay day, int turn) {
      for (int i = 0; i < 2; i++) {
        long atMs = day.startMs() + (2 + i) * HOUR_MS;
        day.note(
            MonthDay.server(turn * 2 + i),
            Moments.ssh(atMs, day.who.account(), Atlas.office(0), "password", true));
      }
      return Set.of();
    }
  },
  TAMPERED("the agent says that it was tampered with", "AG-06", true, 1) {
    @Override
    Set<String> play(MonthDay day, int turn) {
      day.day.tell(Moments.agent(day.day.nowMs(), AgentAction.TAMPER)).works(1, MINUTES);
      return Set.of(day.laptop);
    }
  },
  NIGHT_ABROAD("stolen account: at night, from a new country", "AC-05 AC-06 AC-08", false, 1) {
    @Override
    Set<String> play(MonthDay day, int turn) {
      long atMs = day.at(3, 10);
      String address = Atlas.stranger(14, day.random.nextInt(200));
      day.note(MonthDay.GATEWAY, Moments.network(atMs, day.who.account(), address, "vpn", true));
      for (int i = 0; i < 3; i++) {
        day.note(
            MonthDay.server(20 + i),
            Moments.ssh(
                atMs + (5 + i) * MINUTE_MS,
                day.who.account(),
                Atlas.vpn(day.random),
                "password",
                true));
      }
      return Set.of();
    }
  },
  RANDOM_JIGGLER("a dongle of random pauses, two hours", "WF-01 WF-03", true, 1) {
    @Override
    Set<String> play(MonthDay day, int turn) {
      day.day.runs(FakingTool.JIGGLER_RANDOM, 120, MINUTES);
      return Set.of();
    }
  },
  SPLIT_COPY("four hundred megabytes a day, eight days", "SW-04", true, 8) {
    @Override
    Set<String> play(MonthDay day, int turn) {
      day.stick(400_000_000L);
      return Set.of();
    }
  },
  SUNDAY_NIGHT("a clerk on a file server, Sunday at three", "AC-07 AC-08", false, 1) {
    @Override
    Set<String> play(MonthDay day, int turn) {
      int toSunday = DayOfWeek.SUNDAY.getValue() - day.date.getDayOfWeek().getValue();
      long atMs = day.at(3, 5) + toSunday * DAY_MS;
      String account = day.who.account();
      day.note(MonthDay.GATEWAY, Moments.network(atMs, account, day.homeAddress(), "vpn", true));
      day.note(
          MonthDay.server(1),
          Moments.ssh(atMs + 4 * MINUTE_MS, account, Atlas.vpn(day.random), "password", true));
      return Set.of();
    }
  },
  EASED("a script of eased moves, an hour a day", "WF-01 WF-03", true, 5) {
    @Override
    Set<String> play(MonthDay day, int turn) {
      day.day.runs(FakingTool.SCRIPT_EASED, 60, MINUTES);
      return Set.of();
    }
  },
  WEIGHT("a weight on a key, an hour", "WF-05", true, 1) {
    @Override
    Set<String> play(MonthDay day, int turn) {
      day.day.plays(Hands.weight(), 60, MINUTES);
      return Set.of();
    }
  };

  private static final long MINUTE_MS = 60_000;
  private static final long HOUR_MS = 60 * MINUTE_MS;
  private static final long DAY_MS = 24 * HOUR_MS;

  final String kind;
  final String rules;
  final boolean atDesk;
  final int days;

  Deed(String kind, String rules, boolean atDesk, int days) {
    this.kind = kind;
    this.rules = rules;
    this.atDesk = atDesk;
    this.days = days;
  }

  /** Whether only people who look after servers could do it. */
  boolean isTechnical() {
    return this == FAN_OUT || this == DORMANT;
  }

  /**
   * Does it.
   *
   * @param turn of the deed's days, from 0
   * @return what else a finding about it may be on
   */
  abstract Set<String> play(MonthDay day, int turn);
}
