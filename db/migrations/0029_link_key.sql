-- Why: e-mail addresses and telephone numbers that reach one person in another spelling are evidence; what they have in common is kept, by a job.
-- Old code: goes on; it neither reads nor writes it, and what it gives somebody meanwhile is worked out later.
-- Locks: ACCESS EXCLUSIVE on identifiers while its rows are read for two indexes: purchases with identifiers wait that long.
ALTER TABLE "identifiers" ADD COLUMN "link_key" text COLLATE "C";--> statement-breakpoint
CREATE INDEX "identifiers_link_key" ON "identifiers" USING btree ("link_key") WHERE "identifiers"."link_key" <> '';--> statement-breakpoint
CREATE INDEX "identifiers_unkeyed" ON "identifiers" USING btree ("id") WHERE "identifiers"."link_key" is null and "identifiers"."leaf_id" is not null and "identifiers"."kind" in ('email', 'phone');