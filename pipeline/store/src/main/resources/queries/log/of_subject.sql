-- Who looked at a person, newest first; also looks at the person's team and at everyone.
SELECT at, reader, role, subject, page, context
FROM evidence.access_log
WHERE subject = {person:String} OR subject = 'everyone'
  OR subject IN (SELECT concat('team ', team) FROM evidence.roster WHERE person = {person:String})
ORDER BY at DESC
LIMIT {limit:UInt32}
