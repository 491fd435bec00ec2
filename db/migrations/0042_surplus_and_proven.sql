-- Why: a purchase gives its customer no more identifiers of a kind than set-up allows, and what was left out is on record; whoever gets an identifier goes together with the records that have proven it (contract 1.4, 2.3).
-- Old code: goes on and gives them all, as it did, and verify warns of who has more than the limit; it knows no proof of records.
-- Locks: SHARE on person_record while its rows are read for two indexes, which hold none of them yet: records wait that long, purchases do not.
CREATE TABLE "surplus_identifier" (
	"leaf_id" bigint NOT NULL,
	"identifier_id" bigint NOT NULL,
	"event_id" bigint NOT NULL,
	"reason" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "surplus_identifier_leaf_id_identifier_id_pk" PRIMARY KEY("leaf_id","identifier_id")
);
--> statement-breakpoint
CREATE INDEX "person_record_verified_email" ON "person_record" USING btree (("fields" ->> 'verifiedEmail')) WHERE "person_record"."fields" ->> 'verifiedEmail' is not null;--> statement-breakpoint
CREATE INDEX "person_record_verified_phone" ON "person_record" USING btree (("fields" ->> 'verifiedPhone')) WHERE "person_record"."fields" ->> 'verifiedPhone' is not null;