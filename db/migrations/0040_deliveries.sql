-- Why: other systems are told what happens to customers: who is told, what waits for them in which order, and what became of it (contract 7.4).
-- Old code: goes on and fills no lanes; the cursor begins where the outbox stands now, and set-up of the new version alone makes destinations.
-- Locks: none; new tables.
CREATE TABLE "delivery" (
	"destination_id" smallint NOT NULL,
	"outbox_id" bigint NOT NULL,
	"root_id" bigint NOT NULL,
	"seq" bigint NOT NULL,
	"outcome" text NOT NULL,
	"into_id" bigint,
	"tries" integer NOT NULL,
	"status" smallint,
	"answer" text,
	"ended_by" text,
	"first_tried_at" timestamp with time zone,
	"ended_at" timestamp with time zone NOT NULL,
	"repeats" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "delivery_destination_id_outbox_id_pk" PRIMARY KEY("destination_id","outbox_id")
);
--> statement-breakpoint
CREATE TABLE "delivery_cursor" (
	"id" smallint PRIMARY KEY NOT NULL,
	"outbox_id" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "delivery_hour" (
	"destination_id" smallint NOT NULL,
	"hour" timestamp with time zone NOT NULL,
	"attempts" integer NOT NULL,
	"delivered" integer NOT NULL,
	"failed" integer NOT NULL,
	"refused" integer NOT NULL,
	"lag_ms" bigint NOT NULL,
	CONSTRAINT "delivery_hour_destination_id_hour_pk" PRIMARY KEY("destination_id","hour")
);
--> statement-breakpoint
CREATE TABLE "delivery_lane" (
	"destination_id" smallint NOT NULL,
	"root_id" bigint NOT NULL,
	"next_seq" bigint NOT NULL,
	"head_seq" bigint NOT NULL,
	"next_id" bigint NOT NULL,
	"pending" integer NOT NULL,
	"again_seq" bigint,
	"again_to" bigint,
	"is_bulk" boolean NOT NULL,
	"is_dead" boolean DEFAULT false NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"token" bigint DEFAULT 0 NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"first_tried_at" timestamp with time zone,
	"last_status" smallint,
	"last_answer" text,
	CONSTRAINT "delivery_lane_destination_id_root_id_pk" PRIMARY KEY("destination_id","root_id")
);
--> statement-breakpoint
CREATE TABLE "delivery_replay" (
	"destination_id" smallint PRIMARY KEY NOT NULL,
	"from_id" bigint NOT NULL,
	"to_id" bigint NOT NULL,
	"at_id" bigint NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"asked_by" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "destination" (
	"id" smallint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "destination_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 32767 START WITH 1 CACHE 1),
	"code" text COLLATE "C" NOT NULL,
	"settings" jsonb NOT NULL,
	"retired_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "destination_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "destination_secret" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "destination_secret_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"destination_id" smallint NOT NULL,
	"key_id" text NOT NULL,
	"sealed" "bytea" NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"created_by" text NOT NULL,
	"ends_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "destination_state" (
	"destination_id" smallint PRIMARY KEY NOT NULL,
	"paused_at" timestamp with time zone,
	"paused_by" text,
	"rests_until" timestamp with time zone,
	"broken_level" smallint DEFAULT 0 NOT NULL,
	"broken_since" timestamp with time zone,
	"problem" text,
	"rate_until" timestamp with time zone,
	"quota_day" date,
	"quota_used" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "destination_told" (
	"destination_id" smallint NOT NULL,
	"from_id" bigint NOT NULL,
	"events" jsonb NOT NULL,
	CONSTRAINT "destination_told_destination_id_from_id_pk" PRIMARY KEY("destination_id","from_id")
);
--> statement-breakpoint
CREATE INDEX "delivery_ended" ON "delivery" USING btree ("destination_id","ended_at");--> statement-breakpoint
CREATE INDEX "delivery_of_root" ON "delivery" USING btree ("root_id","seq");--> statement-breakpoint
CREATE INDEX "delivery_lane_due" ON "delivery_lane" USING btree ("destination_id","is_bulk","due_at") WHERE ("delivery_lane"."pending" > 0 or "delivery_lane"."again_seq" is not null) and not "delivery_lane"."is_dead";--> statement-breakpoint
CREATE INDEX "delivery_lane_dead" ON "delivery_lane" USING btree ("destination_id","root_id") WHERE "delivery_lane"."is_dead";--> statement-breakpoint
CREATE INDEX "destination_secret_of" ON "destination_secret" USING btree ("destination_id");--> statement-breakpoint
INSERT INTO "delivery_cursor" ("id", "outbox_id") SELECT 1, "safe_id" FROM "outbox_watermark" WHERE "id" = 1;
