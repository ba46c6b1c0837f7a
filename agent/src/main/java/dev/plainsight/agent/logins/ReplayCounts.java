package dev.plainsight.agent.logins;

import dev.plainsight.agent.outbox.OutboxCounts;
import java.util.List;

/**
 * What came of a replay. {@code lines = eventLines + notOfInterest + unreadable}.
 *
 * @param eventLines lines that told something; {@code events} they gave, the closing one included
 * @param notOfInterest lines of kinds that are not collected, such as CRON's
 * @param firstUnreadable the first few that could not be read: number, reason, beginning
 */
public record ReplayCounts(
    long lines,
    long eventLines,
    long events,
    long notOfInterest,
    long unreadable,
    List<String> firstUnreadable,
    OutboxCounts outbox) {}
