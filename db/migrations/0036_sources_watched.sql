-- Why: it is watched whether sources send as they usually do, and whether what they send has changed.
-- Old code: goes on; it counts nothing.
-- Locks: none; new tables.
CREATE TABLE "source_hour" (
	"source_id" smallint NOT NULL,
	"hour" timestamp with time zone NOT NULL,
	"told" integer NOT NULL,
	"duplicates" integer NOT NULL,
	"rejected" integer NOT NULL,
	"presented" integer NOT NULL,
	"unmatched" integer NOT NULL,
	"guests" integer NOT NULL,
	"ahead" integer NOT NULL,
	"ahead_seconds" double precision NOT NULL,
	"handed_over" integer NOT NULL,
	"handed_over_at_once" integer NOT NULL,
	"cancelled_late" integer NOT NULL,
	"cancelled_late_points" bigint NOT NULL,
	"lags" jsonb NOT NULL,
	"arrived" jsonb NOT NULL,
	"happened" jsonb NOT NULL,
	CONSTRAINT "source_hour_source_id_hour_pk" PRIMARY KEY("source_id","hour")
);
--> statement-breakpoint
CREATE TABLE "source_shape" (
	"source_id" smallint NOT NULL,
	"topic" text COLLATE "C" NOT NULL,
	"before" jsonb NOT NULL,
	"recent" jsonb NOT NULL,
	"recent_from" timestamp with time zone NOT NULL,
	"drift" jsonb NOT NULL,
	CONSTRAINT "source_shape_source_id_topic_pk" PRIMARY KEY("source_id","topic")
);
