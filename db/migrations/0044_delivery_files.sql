-- Why: a destination may be told by numbered files, of which each record is in one alone (contract 7.4).
-- Old code: goes on; it knows no such destination and sends it nothing.
-- Locks: none but of a new table.
CREATE TABLE "delivery_file" (
	"destination_id" smallint NOT NULL,
	"number" bigint NOT NULL,
	"format" text NOT NULL,
	"first_position" bigint NOT NULL,
	"last_position" bigint NOT NULL,
	"token" uuid NOT NULL,
	"bytes" bigint NOT NULL,
	"sha256" text NOT NULL,
	"decided_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"shown_at" timestamp with time zone,
	CONSTRAINT "delivery_file_destination_id_number_pk" PRIMARY KEY("destination_id","number")
);
--> statement-breakpoint
CREATE INDEX "delivery_file_unshown" ON "delivery_file" USING btree ("destination_id") WHERE "delivery_file"."shown_at" is null;