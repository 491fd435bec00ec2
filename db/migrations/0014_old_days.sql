-- Days that no window needed were dropped; they are kept now, the oldest added up with the next posting (ADR-0017). All days again, from the entries.
UPDATE "account" AS a SET "bucket_days" = kept."days", "bucket_minor" = kept."minor"
  FROM (
    SELECT "account_id", array_agg("day" ORDER BY "day") AS "days", array_agg("sum" ORDER BY "day") AS "minor"
      FROM (
        SELECT side."account_id", e."effective_day" AS "day", sum(e."qualifying_minor")::bigint AS "sum"
          FROM "entry" e CROSS JOIN LATERAL (VALUES (e."debit_account_id"), (e."credit_account_id")) AS side("account_id")
         WHERE e."qualifying_minor" <> 0
         GROUP BY 1, 2
      ) AS days
     WHERE "sum" <> 0
     GROUP BY 1
  ) AS kept
 WHERE a."id" = kept."account_id" AND a."leaf_id" IS NOT NULL
   AND a."bucket_days" IS DISTINCT FROM kept."days";
