-- What agents declared as dropped.
SELECT device_id, boot_epoch, dropped_from_seq, dropped_to_seq
FROM security.agent_states
WHERE action = 'DROPPED' AND dropped_from_seq > 0
ORDER BY device_id, boot_epoch, dropped_from_seq
