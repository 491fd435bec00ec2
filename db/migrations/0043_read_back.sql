-- Why: an acknowledgement is not proof: what a destination stores is compared with what it was sent last (contract 7.5, ADR-0073).
-- Old code: goes on and writes none of it: what it delivers is compared once a newer version has sent the customer something. Until then what was sent before stands in the table; run servers of both versions no longer than a destination's settle time.
-- Locks: none; new tables.
CREATE TABLE "delivery_sent" (
	"destination_id" smallint NOT NULL,
	"root_id" bigint NOT NULL,
	"outbox_id" bigint NOT NULL,
	"seq" bigint NOT NULL,
	"sent_at" timestamp with time zone NOT NULL,
	"known_by" text NOT NULL,
	"fields" jsonb NOT NULL,
	"place" bigint NOT NULL,
	"checked_at" timestamp with time zone,
	"checked_id" bigint,
	"wrong" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "delivery_sent_destination_id_root_id_pk" PRIMARY KEY("destination_id","root_id")
);
--> statement-breakpoint
CREATE TABLE "read_back_day" (
	"destination_id" smallint NOT NULL,
	"day" date NOT NULL,
	"field" text NOT NULL,
	"checked" integer NOT NULL,
	"wrong" integer NOT NULL,
	CONSTRAINT "read_back_day_destination_id_day_field_pk" PRIMARY KEY("destination_id","day","field")
);
--> statement-breakpoint
CREATE TABLE "read_back_finding" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "read_back_finding_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"destination_id" smallint NOT NULL,
	"root_id" bigint NOT NULL,
	"field" text NOT NULL,
	"sent" text,
	"stored" text,
	"found_at" timestamp with time zone NOT NULL,
	"repairs" smallint DEFAULT 0 NOT NULL,
	"repaired_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "read_back_run" (
	"destination_id" smallint PRIMARY KEY NOT NULL,
	"next_at" timestamp with time zone NOT NULL,
	"walk_at" bigint NOT NULL,
	"problem" text
);
--> statement-breakpoint
CREATE INDEX "delivery_sent_place" ON "delivery_sent" USING btree ("destination_id","place");--> statement-breakpoint
CREATE INDEX "delivery_sent_unread" ON "delivery_sent" USING btree ("destination_id","sent_at") WHERE "delivery_sent"."checked_at" is null or "delivery_sent"."checked_at" < "delivery_sent"."sent_at";--> statement-breakpoint
CREATE INDEX "delivery_sent_wrong" ON "delivery_sent" USING btree ("destination_id","checked_at") WHERE "delivery_sent"."wrong" > 0;--> statement-breakpoint
CREATE UNIQUE INDEX "read_back_finding_open" ON "read_back_finding" USING btree ("destination_id","field","root_id") WHERE "read_back_finding"."repaired_at" is null;--> statement-breakpoint
CREATE INDEX "read_back_finding_found" ON "read_back_finding" USING btree ("destination_id","found_at");--> statement-breakpoint
CREATE INDEX "read_back_finding_of" ON "read_back_finding" USING btree ("destination_id","root_id");