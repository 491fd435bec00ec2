CREATE TABLE "campaign" (
	"code" text COLLATE "C" PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "coupon" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "coupon_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"public_id" uuid NOT NULL,
	"code" text NOT NULL,
	"code_key" text COLLATE "C" NOT NULL,
	"leaf_id" bigint,
	"campaign" text COLLATE "C",
	"state" text NOT NULL,
	"basis" text NOT NULL,
	"valid_from" timestamp with time zone NOT NULL,
	"valid_until" timestamp with time zone NOT NULL,
	"uses_max" integer,
	"uses_per_customer_max" integer,
	"used" integer DEFAULT 0 NOT NULL,
	"drawn" integer DEFAULT 0 NOT NULL,
	"currency" text,
	"terms" jsonb NOT NULL,
	"held_at_issue" jsonb NOT NULL,
	"issued_because" text,
	"issued_by" text NOT NULL,
	"issued_at" timestamp with time zone NOT NULL,
	CONSTRAINT "coupon_public_id_unique" UNIQUE("public_id"),
	CONSTRAINT "coupon_code_key_unique" UNIQUE("code_key")
);
--> statement-breakpoint
CREATE TABLE "coupon_attempt" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "coupon_attempt_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp with time zone NOT NULL,
	"kind" text NOT NULL,
	"coupon_id" bigint,
	"code" text,
	"outcome" text NOT NULL,
	"reason" text,
	"needed" text,
	"seen" text,
	"is_final" boolean,
	"store" text,
	"till" text,
	"cashier" text,
	"actor" text NOT NULL,
	"idempotency_key" text,
	"occurred_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "coupon_conflict" (
	"redemption_id" bigint NOT NULL,
	"reason" text NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	CONSTRAINT "coupon_conflict_redemption_id_reason_pk" PRIMARY KEY("redemption_id","reason")
);
--> statement-breakpoint
CREATE TABLE "redemption" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "redemption_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"public_id" uuid NOT NULL,
	"coupon_id" bigint,
	"use_no" integer,
	"leaf_id" bigint,
	"state" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	"is_offline" boolean NOT NULL,
	"store" text NOT NULL,
	"till" text NOT NULL,
	"cashier" text,
	"business_date" date NOT NULL,
	"basket" text NOT NULL,
	"line" text,
	"receipt_number" text,
	"amount_minor" bigint NOT NULL,
	"currency" text NOT NULL,
	"idempotency_key" text NOT NULL,
	"reversed_at" timestamp with time zone,
	"reversed_because" text,
	"reversed_by" text,
	CONSTRAINT "redemption_public_id_unique" UNIQUE("public_id")
);
--> statement-breakpoint
CREATE INDEX "coupon_of_leaf" ON "coupon" USING btree ("leaf_id","id") WHERE "coupon"."leaf_id" is not null;--> statement-breakpoint
CREATE INDEX "coupon_attempt_of_coupon" ON "coupon_attempt" USING btree ("coupon_id","id") WHERE "coupon_attempt"."coupon_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "redemption_use" ON "redemption" USING btree ("coupon_id","use_no");--> statement-breakpoint
CREATE INDEX "redemption_of_leaf" ON "redemption" USING btree ("leaf_id","coupon_id") WHERE "redemption"."leaf_id" is not null;--> statement-breakpoint
-- Redeeming updates a coupon in place: room for its next versions on the page.
ALTER TABLE "coupon" SET (fillfactor = 80);
--> statement-breakpoint
ALTER TABLE "coupon" ADD CONSTRAINT "coupon_counts" CHECK ("used" >= 0 AND "drawn" >= "used");
--> statement-breakpoint
ALTER TABLE "coupon" ADD CONSTRAINT "coupon_validity" CHECK ("valid_from" < "valid_until");
--> statement-breakpoint
ALTER TABLE "redemption" ADD CONSTRAINT "redemption_numbered" CHECK (("coupon_id" IS NULL) = ("use_no" IS NULL));
--> statement-breakpoint
-- Only an offline till may have taken something for a coupon that is none.
ALTER TABLE "redemption" ADD CONSTRAINT "redemption_of_coupon" CHECK ("coupon_id" IS NOT NULL OR "is_offline");
--> statement-breakpoint
-- What was tried at a till stays as it was, for everyone, whatever the code does.
CREATE FUNCTION "refuse_attempt_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'coupon attempts are append-only: % on % refused', TG_OP, TG_TABLE_NAME;
END $$;
--> statement-breakpoint
CREATE TRIGGER "coupon_attempt_append_only" BEFORE UPDATE OR DELETE ON "coupon_attempt"
  FOR EACH ROW EXECUTE FUNCTION "refuse_attempt_change"();
