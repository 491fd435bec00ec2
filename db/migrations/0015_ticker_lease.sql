ALTER TABLE "outbox_watermark" ADD COLUMN "ticker" uuid;--> statement-breakpoint
ALTER TABLE "outbox_watermark" ADD COLUMN "ticker_until" timestamp with time zone;