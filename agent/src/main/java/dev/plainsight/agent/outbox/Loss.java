package dev.plainsight.agent.outbox;

/** Events that will never be sent, by their sequence numbers, both included. */
record Loss(long epoch, long fromSeq, long toSeq, String why) {}
