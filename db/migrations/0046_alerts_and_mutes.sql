-- Why: people are told of incidents by channels, and nobody while there is maintenance (ADR-0072).
-- Old code: goes on and tells nobody; set-up of the new version alone makes channels.
-- Locks: none; new tables.
CREATE TABLE "alert_channel" (
	"id" smallint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "alert_channel_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 32767 START WITH 1 CACHE 1),
	"code" text COLLATE "C" NOT NULL,
	"settings" jsonb NOT NULL,
	"retired_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "alert_channel_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "alert_channel_secret" (
	"channel_id" smallint PRIMARY KEY NOT NULL,
	"key_id" text NOT NULL,
	"sealed" "bytea" NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"created_by" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "alert_notice" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "alert_notice_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"incident_id" bigint NOT NULL,
	"channel_id" smallint NOT NULL,
	"moment" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"was_muted" boolean DEFAULT false NOT NULL,
	"sent_at" timestamp with time zone,
	"dropped_at" timestamp with time zone,
	"status" smallint,
	"answer" text
);
--> statement-breakpoint
CREATE TABLE "incident_mute" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "incident_mute_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"public_id" uuid NOT NULL,
	"code" text,
	"subject" text COLLATE "C",
	"from_at" timestamp with time zone NOT NULL,
	"until_at" timestamp with time zone NOT NULL,
	"reason" text NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "incident_mute_public_id_unique" UNIQUE("public_id")
);
--> statement-breakpoint
CREATE UNIQUE INDEX "alert_notice_once" ON "alert_notice" USING btree ("incident_id","channel_id","moment");--> statement-breakpoint
CREATE INDEX "alert_notice_due" ON "alert_notice" USING btree ("due_at") WHERE "alert_notice"."sent_at" is null and "alert_notice"."dropped_at" is null;--> statement-breakpoint
CREATE INDEX "incident_mute_until" ON "incident_mute" USING btree ("until_at");