-- Why: verify asks which events had a customer while they waited, and may be all that tells of them (programme 1.32).
-- Old code: runs on, and keeps of nothing whose it was while it waited.
-- Locks: SHARE on events while it is read once, 0.2 s per million: who reads goes on, who writes waits.
CREATE INDEX "events_waited_as" ON "events" USING gin (("fact" -> 'i') jsonb_path_ops) WHERE "events"."fact" ? 'wl';