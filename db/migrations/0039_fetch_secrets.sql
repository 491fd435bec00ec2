-- Why: what a message only names is fetched from its sender, who wants a secret of ours for that.
-- Old code: goes on; it cannot open such a secret (it is sealed for another owner), takes nobody's word by it, and logs that it cannot. --overlap of an old command ends those of a source as well.
-- Locks: ACCESS EXCLUSIVE on sender_secret for a moment; the default is constant, so no row is written.
ALTER TABLE "sender_secret" ADD COLUMN "kind" text DEFAULT 'PROOF' NOT NULL;