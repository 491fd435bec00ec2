-- Why: set-up as code: who changed what of it, what is retired, who tells of a hop, a region's numbers.
-- Old code: goes on; it sees what is retired as if it were not, and writes no set-up.
-- Locks: ACCESS EXCLUSIVE on boundary, channel, source and store, some rows each, for a moment: no row is rewritten.
CREATE TABLE "setup_change" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "setup_change_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"actor" text NOT NULL,
	"kind" text NOT NULL,
	"code" text NOT NULL,
	"change" text NOT NULL,
	"before" jsonb,
	"after" jsonb
);
--> statement-breakpoint
ALTER TABLE "boundary" ADD COLUMN "told_by" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "boundary" ADD COLUMN "retired_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "channel" ADD COLUMN "retired_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "source" ADD COLUMN "region" text;--> statement-breakpoint
ALTER TABLE "source" ADD COLUMN "retired_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "store" ADD COLUMN "retired_at" timestamp with time zone;