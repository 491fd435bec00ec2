-- Why: records of persons, the evidence that two are one, what was decided, and how a merge is taken back.
-- Old code: goes on; it reads and writes none of it.
-- Locks: SHARE on identity_decision while its indexes are built; last of all ACCESS EXCLUSIVE on it, on customer and on identifiers for a moment each: no row is rewritten.
CREATE TABLE "blocked_value" (
	"kind" text COLLATE "C" NOT NULL,
	"value" text COLLATE "C" NOT NULL,
	"cause" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "blocked_value_value_kind_pk" PRIMARY KEY("value","kind")
);
--> statement-breakpoint
CREATE TABLE "identity_edge" (
	"a" bigint NOT NULL,
	"b" bigint NOT NULL,
	"kind" text NOT NULL,
	"via" text COLLATE "C" NOT NULL,
	"weight" double precision,
	"evidence" jsonb NOT NULL,
	"refused" text,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "identity_edge_a_b_kind_via_pk" PRIMARY KEY("a","b","kind","via"),
	CONSTRAINT "identity_edge_ordered" CHECK (a < b)
);
--> statement-breakpoint
CREATE TABLE "identity_model" (
	"version" integer PRIMARY KEY NOT NULL,
	"status" text NOT NULL,
	"parameters" jsonb NOT NULL,
	"records" bigint NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"created_by" text NOT NULL,
	"activated_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "match_candidate" (
	"id" bigint PRIMARY KEY NOT NULL,
	"public_id" uuid NOT NULL,
	"a" bigint NOT NULL,
	"b" bigint NOT NULL,
	"score" double precision NOT NULL,
	"evidence" jsonb NOT NULL,
	"state" text DEFAULT 'OPEN' NOT NULL,
	"first_at" timestamp with time zone NOT NULL,
	"decided_at" timestamp with time zone,
	"decided_by" text,
	CONSTRAINT "match_candidate_public_id_unique" UNIQUE("public_id")
);
--> statement-breakpoint
CREATE TABLE "person_record" (
	"id" bigint PRIMARY KEY NOT NULL,
	"leaf_id" bigint NOT NULL,
	"source_id" smallint,
	"key" text COLLATE "C" NOT NULL,
	"fields" jsonb,
	"blocks" bigint[] NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	CONSTRAINT "person_record_key" UNIQUE NULLS NOT DISTINCT("key","source_id")
);
--> statement-breakpoint
CREATE TABLE "record_block" (
	"block" bigint NOT NULL,
	"record_id" bigint NOT NULL,
	CONSTRAINT "record_block_block_record_id_pk" PRIMARY KEY("block","record_id")
);
--> statement-breakpoint
CREATE INDEX "identity_edge_b" ON "identity_edge" USING btree ("b");
--> statement-breakpoint
CREATE INDEX "identity_edge_pending" ON "identity_edge" USING btree ("a") WHERE "identity_edge"."refused" = 'PENDING';
--> statement-breakpoint
CREATE UNIQUE INDEX "match_candidate_pair" ON "match_candidate" USING btree ("a","b");
--> statement-breakpoint
CREATE INDEX "match_candidate_b" ON "match_candidate" USING btree ("b");
--> statement-breakpoint
CREATE INDEX "match_candidate_open" ON "match_candidate" USING btree ("score") WHERE "match_candidate"."state" = 'OPEN';
--> statement-breakpoint
CREATE INDEX "person_record_leaf" ON "person_record" USING btree ("leaf_id");
--> statement-breakpoint
CREATE INDEX "identity_decision_unmerged" ON "identity_decision" USING btree ("id") WHERE "identity_decision"."kind" = 'UNMERGED';
--> statement-breakpoint
CREATE INDEX "identity_decision_survivor" ON "identity_decision" USING btree ("survivor_id");
--> statement-breakpoint
CREATE INDEX "identity_decision_absorbed" ON "identity_decision" USING btree ("absorbed_id");
--> statement-breakpoint
ALTER TABLE "identifiers" ADD COLUMN "raw" text;
--> statement-breakpoint
ALTER TABLE "identifiers" ADD COLUMN "last_seen_on" date;
--> statement-breakpoint
ALTER TABLE "identity_decision" ADD COLUMN "leaves" bigint[];
--> statement-breakpoint
ALTER TABLE "identity_decision" ADD COLUMN "standings" jsonb;
