-- Why: mappings say how bodies are read for which there is no connector; a version is never changed.
-- Old code: goes on; it reads no mappings.
-- Locks: none; a new table.
CREATE TABLE "mapping" (
	"name" text COLLATE "C" NOT NULL,
	"version" integer NOT NULL,
	"document" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"created_by" text NOT NULL,
	CONSTRAINT "mapping_name_version_pk" PRIMARY KEY("name","version")
);
