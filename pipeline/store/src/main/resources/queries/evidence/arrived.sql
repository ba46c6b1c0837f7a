-- How many batches that arrived before a day are in the store.
SELECT count() AS arrived FROM evidence.batches WHERE received_at < toDateTime64({day:Date}, 3, 'UTC')
