-- Taking all customers through a version of the rules that has begun. Those that began before this are over.
CREATE TABLE "ruleset_rollout" (
	"version" integer PRIMARY KEY NOT NULL,
	"status" text NOT NULL,
	"after_id" bigint DEFAULT 0 NOT NULL,
	"done" integer DEFAULT 0 NOT NULL,
	"total" integer NOT NULL,
	"tier_changes" integer DEFAULT 0 NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"paused_by" text,
	"paused_because" text
);--> statement-breakpoint
INSERT INTO "ruleset_rollout" ("version", "status", "total", "started_at", "ended_at")
SELECT "version", 'DONE', 0, now(), now() FROM "ruleset_version"
WHERE "active_from" <= now() AND "active_from" > (SELECT min("active_from") FROM "ruleset_version");
