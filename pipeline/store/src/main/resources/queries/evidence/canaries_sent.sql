-- The rules whose canary of the day was sent.
SELECT DISTINCT rule FROM evidence.canaries WHERE day = {day:Date} AND finding = '' ORDER BY rule
