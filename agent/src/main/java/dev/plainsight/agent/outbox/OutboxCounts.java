package dev.plainsight.agent.outbox;

/**
 * What an outbox has done since it was opened. {@code appended = written + pending + dropped}.
 *
 * @param appended events taken, its own declarations of loss included
 * @param written events durable in the spool
 * @param pending events of the open batch
 * @param dropped events given up before they were written (the disk was full for too long)
 * @param lost events given up or found damaged in the spool; an estimate where damage is unreadable
 * @param batches batches written
 * @param acked batches that the log has
 * @param waiting batches in the spool that it does not have yet
 * @param waitingSinceMs close of the oldest of them; 0: none
 * @param writeFailures failed attempts to write to the spool
 * @param sendFailures failed attempts to send
 */
public record OutboxCounts(
    long appended,
    long written,
    long pending,
    long dropped,
    long lost,
    long batches,
    long acked,
    long waiting,
    long waitingSinceMs,
    long writeFailures,
    long sendFailures) {}
