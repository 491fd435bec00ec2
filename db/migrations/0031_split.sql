-- Why: somebody decides that identifiers of one leaf are another person's; whether that was done after a moment is asked at every push.
-- Old code: goes on; it does not read decisions of this kind, and shows both as they are by then.
-- Locks: SHARE on identity_decision while its rows are read once: decisions on who is who wait that long, purchases do not.
CREATE INDEX "identity_decision_split" ON "identity_decision" USING btree ("id") WHERE "identity_decision"."kind" = 'SPLIT';