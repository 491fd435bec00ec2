-- What is asked for by whoever plays lives again: orders that were absorbed, and the events of an order.
CREATE INDEX "events_of_order" ON "events" USING btree ("order_id") WHERE "events"."order_id" is not null;--> statement-breakpoint
CREATE INDEX "orders_absorbed" ON "orders" USING btree ("absorbed_into") WHERE "orders"."absorbed_into" is not null;