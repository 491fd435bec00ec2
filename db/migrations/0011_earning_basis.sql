-- What orders rest on beside themselves: how many came before, and what limits have left.
ALTER TABLE "account" ADD COLUMN "orders" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "account" ADD COLUMN "counts" jsonb;--> statement-breakpoint
UPDATE "account" a SET "orders" = f."orders"
FROM (
	SELECT account_id, count(*) AS "orders"
	FROM (SELECT DISTINCT ON (order_id) account_id FROM "lot" WHERE order_id IS NOT NULL ORDER BY order_id, id) first_lot
	GROUP BY account_id
) f
WHERE a.id = f.account_id;
