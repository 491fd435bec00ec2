CREATE TABLE "audit" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "audit_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"actor" text NOT NULL,
	"action" text NOT NULL,
	"leaf_id" bigint,
	"details" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"request_id" text
);
--> statement-breakpoint
CREATE TABLE "token_revocation" (
	"kind" text NOT NULL,
	"value" text COLLATE "C" NOT NULL,
	"revoked_before" timestamp with time zone NOT NULL,
	CONSTRAINT "token_revocation_kind_value_pk" PRIMARY KEY("kind","value")
);
--> statement-breakpoint
CREATE INDEX "audit_of_leaf" ON "audit" USING btree ("leaf_id","id") WHERE "audit"."leaf_id" is not null;--> statement-breakpoint
CREATE INDEX "token_revocation_recent" ON "token_revocation" USING btree ("revoked_before");--> statement-breakpoint
-- Like the ledger, the audit is append-only for everyone, whatever the code does.
CREATE FUNCTION "refuse_audit_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit is append-only: % on % refused', TG_OP, TG_TABLE_NAME;
END $$;
--> statement-breakpoint
CREATE TRIGGER "audit_append_only" BEFORE UPDATE OR DELETE ON "audit"
  FOR EACH ROW EXECUTE FUNCTION "refuse_audit_change"();
