-- Why: bodies are compressed before they are sent (src/handoff/intakeBody.ts); what stands there already is not.
-- Old code: inserts without the column and gets "identity", which is true of it.
-- Locks: ACCESS EXCLUSIVE on intakes and its partitions for a moment; a constant default rewrites nothing.
ALTER TABLE "intakes" ADD COLUMN "body_encoding" text DEFAULT 'identity' NOT NULL;
