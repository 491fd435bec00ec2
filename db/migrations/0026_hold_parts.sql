-- Why: points that are set aside may come from several leaves of a customer; each leaf that gives some has a row.
-- Old code: goes on; rows of further leaves have no public id, by which it would find them.
-- Locks: ACCESS EXCLUSIVE on points_hold while its rows are read once for an index that is empty.
ALTER TABLE "points_hold" ADD COLUMN "part_of" bigint;--> statement-breakpoint
CREATE INDEX "points_hold_part" ON "points_hold" USING btree ("part_of") WHERE part_of is not null;--> statement-breakpoint
ALTER TABLE "points_hold" ALTER COLUMN "public_id" DROP NOT NULL;
