-- Points that become active later, and that expire. Index "lot_open": what a spend or an expiry looks at.
ALTER TABLE "account" ADD COLUMN "maturing" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "account" ADD COLUMN "next_lot_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "account" ADD COLUMN "rolls_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "account" ADD COLUMN "drawn" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "lot" ADD COLUMN "expired" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "lot_open" ON "lot" USING btree ("account_id") WHERE remaining > 0;