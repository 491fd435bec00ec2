-- Why: what staff give as goodwill is kept with what it was decided on, so that limits of a person and of a customer hold, and a gift can be taken back.
-- Old code: goes on; it gives no goodwill. Its statements have no words for the new kind of entry, so goodwill is set up once every server is of this version.
-- Locks: none of what is there; the table is new.
CREATE TABLE "goodwill_gift" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "goodwill_gift_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"public_id" uuid NOT NULL,
	"leaf_id" bigint NOT NULL,
	"points" bigint,
	"entry_id" bigint,
	"coupon_id" bigint,
	"worth" bigint NOT NULL,
	"reason" text COLLATE "C" NOT NULL,
	"note" text,
	"basis" jsonb NOT NULL,
	"actor" text NOT NULL,
	"store" text,
	"recorded_at" timestamp with time zone NOT NULL,
	"undone_at" timestamp with time zone,
	"undone_by" text,
	"undo_entry_id" bigint,
	CONSTRAINT "goodwill_gift_public_id_unique" UNIQUE("public_id"),
	CONSTRAINT "goodwill_gift_is_one" CHECK ((points is null) = (entry_id is null) and (points is null) <> (coupon_id is null)),
	CONSTRAINT "goodwill_gift_undone" CHECK ((undone_at is null) = (undone_by is null)
        and (undo_entry_id is not null) = (points is not null and undone_at is not null))
);
--> statement-breakpoint
CREATE INDEX "goodwill_gift_leaf" ON "goodwill_gift" USING btree ("leaf_id","recorded_at");--> statement-breakpoint
CREATE INDEX "goodwill_gift_actor" ON "goodwill_gift" USING btree ("actor","recorded_at");