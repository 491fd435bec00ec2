DROP INDEX "entry_adjusted";--> statement-breakpoint
CREATE INDEX "entry_given" ON "entry" USING btree ("actor","recorded_at") WHERE kind in ('ADJUSTED', 'TRANSFERRED');--> statement-breakpoint
CREATE INDEX "order_claim_actor" ON "order_claim" USING btree ("actor","recorded_at");