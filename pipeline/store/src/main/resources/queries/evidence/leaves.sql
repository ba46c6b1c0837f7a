-- The leaves of a sealed day.
SELECT position, kind, key, lower(hex(salt)) AS salt_hex, lower(hex(hash)) AS hash_hex
FROM evidence.leaves
WHERE day = {day:Date}
ORDER BY position
