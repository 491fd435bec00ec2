-- Tiers that are given beside those that are earned. tier_grant had no rows so far: nothing wrote it.
ALTER TABLE "tier_grant" ALTER COLUMN "reason" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "customer" ADD COLUMN "tier_basis" jsonb;--> statement-breakpoint
ALTER TABLE "tier_change" ADD COLUMN "cause" text;--> statement-breakpoint
ALTER TABLE "tier_change" ADD COLUMN "earned_tier" text;--> statement-breakpoint
ALTER TABLE "tier_change" ADD COLUMN "grant_id" bigint;--> statement-breakpoint
-- Until now a change without an event was the end of a term, but for the upgrade at an enrolment.
UPDATE "tier_change" SET "earned_tier" = "to_tier",
  "cause" = CASE WHEN "event_id" IS NULL AND "at" < "recorded_at" THEN 'TERM_ENDED' ELSE 'QUALIFIED' END;--> statement-breakpoint
ALTER TABLE "tier_change" ALTER COLUMN "cause" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "tier_change" ALTER COLUMN "earned_tier" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "tier_grant" ADD COLUMN "recorded_at" timestamp with time zone NOT NULL;--> statement-breakpoint
ALTER TABLE "tier_grant" ADD COLUMN "cleared_recorded_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "tier_grant" ADD COLUMN "clear_reason" text;--> statement-breakpoint
ALTER TABLE "tier_grant" ADD COLUMN "cleared_by" text;--> statement-breakpoint
CREATE UNIQUE INDEX "tier_grant_override_version" ON "tier_grant" USING btree ("root_id","version") WHERE "tier_grant"."kind" = 'OVERRIDE';--> statement-breakpoint
ALTER TABLE "tier_grant" ADD CONSTRAINT "tier_grant_cleared_whole" CHECK (num_nulls(cleared_at, cleared_recorded_at, cleared_by) in (0, 3));
