CREATE TABLE "customer_opening" (
	"leaf_id" bigint NOT NULL,
	"hour" timestamp with time zone NOT NULL,
	"principal" text COLLATE "C" NOT NULL,
	"role" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "customer_opening_leaf_id_hour_principal_pk" PRIMARY KEY("leaf_id","hour","principal")
);
--> statement-breakpoint
CREATE TABLE "guess_budget" (
	"key" text COLLATE "C" PRIMARY KEY NOT NULL,
	"spent" double precision NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE INDEX "customer_opening_hour" ON "customer_opening" USING btree ("hour");--> statement-breakpoint
CREATE INDEX "guess_budget_at" ON "guess_budget" USING btree ("at");