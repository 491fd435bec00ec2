-- Why: what is set up is retired instead of deleted, says who tells of a hop and in which region
-- a number is national, and every change of it stays on record.
-- Old code: ignores the new columns, so it still takes events of a source that was retired; it
-- reads and writes everything as before.
-- Locks: five small tables of set-up, ACCESS EXCLUSIVE for milliseconds each (defaults are constants,
-- no row is rewritten); a batch that begins meanwhile waits for them. No large table.
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