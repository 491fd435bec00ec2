-- Why: a destination may run beside a feed that is there, tell it nothing, and be compared with it (ADR-0077).
-- Old code: knows no mode and sends to every destination: set one to SHADOW once no server of the version before runs. What it adds is LIVE.
-- Locks: delivery_sent, exclusively, for an instant: a constant default is not written to its rows.
CREATE TABLE "destination_mode" (
	"destination_id" smallint PRIMARY KEY NOT NULL,
	"mode" text NOT NULL,
	"epoch" integer DEFAULT 0 NOT NULL,
	"since" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"actor" text,
	"reason" text
);
--> statement-breakpoint
CREATE TABLE "shadow_compared" (
	"destination_id" smallint NOT NULL,
	"root_id" bigint NOT NULL,
	"compared_at" timestamp with time zone NOT NULL,
	"is_found" boolean NOT NULL,
	"checked" text[] NOT NULL,
	"differences" jsonb NOT NULL,
	"currency" text,
	"band" text,
	"status" text,
	"tier" text,
	CONSTRAINT "shadow_compared_destination_id_root_id_pk" PRIMARY KEY("destination_id","root_id")
);
--> statement-breakpoint
ALTER TABLE "delivery_sent" ADD COLUMN "is_shadow" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX "shadow_compared_at" ON "shadow_compared" USING btree ("destination_id","compared_at");--> statement-breakpoint
INSERT INTO "destination_mode" ("destination_id", "mode") SELECT "id", 'LIVE' FROM "destination";
