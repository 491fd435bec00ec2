-- Why: what people looked at is kept for some months, beside whoever looked, for who talks to them.
-- Old code: goes on; it counts views and keeps none.
-- Locks: none but of a new table.
CREATE TABLE "browsing_view" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "browsing_view_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"source_id" smallint NOT NULL,
	"view_key" text COLLATE "C" NOT NULL,
	"kind" text NOT NULL,
	"identifier_kind" text COLLATE "C",
	"identifier_value" text COLLATE "C",
	"anonymous_id" text COLLATE "C",
	"name" text,
	"article" text,
	"occurred_at" timestamp with time zone NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "browsing_view_key" ON "browsing_view" USING btree ("source_id","view_key");--> statement-breakpoint
CREATE INDEX "browsing_view_of_identifier" ON "browsing_view" USING btree ("identifier_value","identifier_kind","occurred_at" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE "browsing_view"."identifier_value" is not null;--> statement-breakpoint
CREATE INDEX "browsing_view_unnamed" ON "browsing_view" USING btree ("source_id","anonymous_id") WHERE "browsing_view"."identifier_value" is null;