-- Who looked at whom, newest first.
SELECT at, reader, role, subject, page, context
FROM evidence.access_log
ORDER BY at DESC
LIMIT {limit:UInt32}
