-- Events that tills sent before a held event kept the store of its sender would run as anybody's. Whose an API key's were
-- is still known; one name is one integration, and counts where all its keys are bound to one store.
UPDATE "events" e SET "fact" = jsonb_set(e."fact", '{b}', to_jsonb(k."store"))
FROM "intakes" i, (
  SELECT 'key:' || "name" AS "principal", min("store") AS "store" FROM "api_key"
  GROUP BY "name" HAVING count(*) = count("store") AND min("store") = max("store")
) k
WHERE e."outcome" = 'HELD' AND e."fact" IS NOT NULL AND NOT e."fact" ? 'b'
  AND i."received_on" = e."intake_on" AND i."id" = e."intake_id" AND i."principal" = k."principal";
