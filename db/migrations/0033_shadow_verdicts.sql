-- Why: servers score records with the weights that are tried as well, and keep what those would do otherwise.
-- Old code: goes on; what it compares is not counted.
-- Locks: none; a new table.
CREATE TABLE "identity_shadow" (
	"version" integer NOT NULL,
	"day" date NOT NULL,
	"verdict" text NOT NULL,
	"tried" text NOT NULL,
	"pairs" bigint NOT NULL,
	"samples" jsonb NOT NULL,
	CONSTRAINT "identity_shadow_version_day_verdict_tried_pk" PRIMARY KEY("version","day","verdict","tried")
);
