-- Drafts of rules, their second pair of eyes, and the promise that what was in force never changes.
ALTER TABLE "ruleset_version" ADD COLUMN "revision" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "ruleset_version" ADD COLUMN "created_by" text;--> statement-breakpoint
ALTER TABLE "ruleset_version" ADD COLUMN "updated_by" text;--> statement-breakpoint
ALTER TABLE "ruleset_version" ADD COLUMN "approved_by" text;--> statement-breakpoint
-- What was decided under a version must be explained by that very version for ever.
CREATE FUNCTION "keep_ruleset_version"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.active_from IS NOT NULL AND (TG_OP = 'DELETE' OR NEW.version <> OLD.version
    OR NEW.document IS DISTINCT FROM OLD.document OR NEW.active_from IS DISTINCT FROM OLD.active_from) THEN
    RAISE EXCEPTION 'ruleset version % is or was in force and never changes; make a new one', OLD.version;
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END
$$;
--> statement-breakpoint
CREATE TRIGGER "ruleset_version_is_kept" BEFORE UPDATE OR DELETE ON "ruleset_version"
  FOR EACH ROW EXECUTE FUNCTION "keep_ruleset_version"();
