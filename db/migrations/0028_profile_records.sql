-- Why: a customer's own profile is a record that others are compared with; which version of it they were.
-- Old code: goes on; a profile that it changes is taken in by a server of the new version.
-- Locks: ACCESS EXCLUSIVE on customer_profile while its rows are read once for an index: seconds of a million.
ALTER TABLE "customer_profile" ADD COLUMN "record_version" integer;--> statement-breakpoint
CREATE INDEX "customer_profile_due" ON "customer_profile" USING btree ("leaf_id") WHERE record_version is distinct from version;