-- Why: messages come from partitions of streams, each read in order by the one server that has its lease.
-- Old code: goes on; it reads no streams, and leaves messages of a partition to its owner.
-- Locks: ACCESS EXCLUSIVE on inbound_message for a moment, for a column without a default; else a new table.
CREATE TABLE "stream_partition" (
	"source_id" smallint NOT NULL,
	"partition" smallint NOT NULL,
	"lineage" text,
	"position" bigint,
	"owner" text,
	"epoch" bigint NOT NULL,
	"leased_until" timestamp with time zone,
	"asked_by" text,
	"asked_until" timestamp with time zone,
	CONSTRAINT "stream_partition_source_id_partition_pk" PRIMARY KEY("source_id","partition")
);
--> statement-breakpoint
ALTER TABLE "inbound_message" ADD COLUMN "partition" smallint;