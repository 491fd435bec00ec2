-- Points that become active later, expire, are set aside and spent. Index "lot_open": what a spend or an expiry looks at.
CREATE TABLE "points_hold" (
	"id" bigint PRIMARY KEY NOT NULL,
	"public_id" uuid NOT NULL,
	"account_id" bigint NOT NULL,
	"leaf_id" bigint NOT NULL,
	"wallet" text NOT NULL,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"points" bigint NOT NULL,
	"captured" bigint DEFAULT 0 NOT NULL,
	"refunded" bigint DEFAULT 0 NOT NULL,
	"parts" jsonb NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone,
	"closed_at" timestamp with time zone,
	"reason" text,
	"reference" text,
	"actor" text NOT NULL,
	"store" text,
	CONSTRAINT "points_hold_public_id_unique" UNIQUE("public_id"),
	CONSTRAINT "points_hold_adds_up" CHECK (points > 0 and captured >= 0 and captured <= points and refunded >= 0 and refunded <= captured)
);
--> statement-breakpoint
ALTER TABLE "account" ADD COLUMN "maturing" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "account" ADD COLUMN "next_lot_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "account" ADD COLUMN "rolls_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "account" ADD COLUMN "drawn" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "entry" ADD COLUMN "hold_id" bigint;--> statement-breakpoint
ALTER TABLE "lot" ADD COLUMN "expired" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "points_hold_open" ON "points_hold" USING btree ("leaf_id") WHERE state = 'OPEN';--> statement-breakpoint
CREATE INDEX "points_hold_expiring" ON "points_hold" USING btree ("expires_at") WHERE state = 'OPEN';--> statement-breakpoint
CREATE INDEX "entry_adjusted" ON "entry" USING btree ("actor","recorded_at") WHERE kind = 'ADJUSTED';--> statement-breakpoint
CREATE INDEX "lot_open" ON "lot" USING btree ("account_id") WHERE remaining > 0;