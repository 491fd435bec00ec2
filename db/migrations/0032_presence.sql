-- Why: a console tells who else of the staff has a customer open, on whatever server; and who opened whom is asked by person.
-- Old code: goes on; it knows neither table, and its agents are not seen until their server is new.
-- Locks: SHARE on customer_opening while its index is made, a second for a million rows: openings are noted in memory meanwhile.
CREATE UNLOGGED TABLE "customer_presence" (
	"server_id" uuid NOT NULL,
	"leaf_id" bigint NOT NULL,
	"principal" text COLLATE "C" NOT NULL,
	"role" text NOT NULL,
	"since" timestamp with time zone NOT NULL,
	"editing" boolean NOT NULL,
	CONSTRAINT "customer_presence_leaf_id_server_id_principal_pk" PRIMARY KEY("leaf_id","server_id","principal")
);
--> statement-breakpoint
CREATE UNLOGGED TABLE "presence_server" (
	"id" uuid PRIMARY KEY NOT NULL,
	"alive_until" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE INDEX "customer_presence_server" ON "customer_presence" USING btree ("server_id");--> statement-breakpoint
CREATE INDEX "customer_opening_by" ON "customer_opening" USING btree ("principal","hour","leaf_id");