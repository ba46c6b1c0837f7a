-- How many events are in the batches that reach into the time from a moment on.
SELECT toInt64(sum(last_seq - first_seq + 1)) AS events FROM evidence.batches WHERE last_ended_at >= {from:DateTime64(3, 'UTC')}
