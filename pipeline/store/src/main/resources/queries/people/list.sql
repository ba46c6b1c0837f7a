-- The people of the roster.
SELECT r.person AS person, any(r.name) AS name, any(r.team) AS team, any(r.site) AS site,
  any(r.shift_start) AS shift_start, any(r.shift_end) AS shift_end, any(r.time_zone) AS time_zone, arraySort(groupArray(r.device_id)) AS devices
FROM evidence.roster AS r
WHERE r.person != '' AND ({team:String} = '' OR r.team = {team:String}) AND ({person:String} = '' OR r.person = {person:String})
GROUP BY r.person
ORDER BY name, person
LIMIT 5000
