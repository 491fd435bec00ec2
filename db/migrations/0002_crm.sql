CREATE TABLE "interaction" (
	"id" bigint PRIMARY KEY NOT NULL,
	"public_id" uuid NOT NULL,
	"leaf_id" bigint NOT NULL,
	"source_id" smallint NOT NULL,
	"external_id" text COLLATE "C" NOT NULL,
	"body_hash" "bytea" NOT NULL,
	"kind" text NOT NULL,
	"channel" text NOT NULL,
	"subject" text,
	"order_source" text COLLATE "C",
	"order_number" text COLLATE "C",
	"campaign_code" text COLLATE "C",
	"case_number" text COLLATE "C",
	"occurred_at" timestamp with time zone NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	"actor" text NOT NULL,
	CONSTRAINT "interaction_public_id_unique" UNIQUE("public_id")
);
--> statement-breakpoint
CREATE TABLE "order_claim" (
	"order_id" bigint PRIMARY KEY NOT NULL,
	"leaf_id" bigint NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	"actor" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "audit" ADD COLUMN "recorded_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "customer_profile" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "interaction_key" ON "interaction" USING btree ("source_id","external_id");--> statement-breakpoint
CREATE INDEX "interaction_of_leaf" ON "interaction" USING btree ("leaf_id","occurred_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "interaction_case_opened" ON "interaction" USING btree ("leaf_id","occurred_at" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE "interaction"."case_number" is not null and "interaction"."kind" in ('COMPLAINT', 'CASE_OPENED');--> statement-breakpoint
CREATE INDEX "interaction_case_resolved" ON "interaction" USING btree ("source_id","case_number","occurred_at") WHERE "interaction"."kind" = 'CASE_RESOLVED';--> statement-breakpoint
CREATE INDEX "order_claim_leaf" ON "order_claim" USING btree ("leaf_id");--> statement-breakpoint
-- What was said stays said; only its words can be taken back, for good.
CREATE FUNCTION "refuse_interaction_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.subject IS NULL THEN
    OLD.subject := NULL;
    IF OLD IS NOT DISTINCT FROM NEW THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'an interaction only ever loses its subject: % on % refused', TG_OP, TG_TABLE_NAME;
END $$;
--> statement-breakpoint
CREATE TRIGGER "interaction_append_only" BEFORE UPDATE OR DELETE ON "interaction"
  FOR EACH ROW EXECUTE FUNCTION "refuse_interaction_change"();
--> statement-breakpoint
CREATE FUNCTION "refuse_claim_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'claims of orders are append-only: % on % refused', TG_OP, TG_TABLE_NAME;
END $$;
--> statement-breakpoint
CREATE TRIGGER "order_claim_append_only" BEFORE UPDATE OR DELETE ON "order_claim"
  FOR EACH ROW EXECUTE FUNCTION "refuse_claim_change"();
