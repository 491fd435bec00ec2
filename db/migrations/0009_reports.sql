-- What expires in the next days, without a look at every lot.
CREATE INDEX "lot_expiring" ON "lot" USING btree ("expires_at") WHERE remaining > 0 and expires_at is not null;