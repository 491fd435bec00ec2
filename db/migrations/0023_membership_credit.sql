ALTER TABLE "membership" ADD COLUMN "event_id" bigint;--> statement-breakpoint
ALTER TABLE "membership" ADD COLUMN "credited_since" timestamp with time zone;