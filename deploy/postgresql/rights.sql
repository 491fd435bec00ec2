-- Who may do what in the database of Tributary. Run it as a superuser, in that database, twice: on the
-- empty one, and again after `npx tributary migrate`; after that whenever a version has migrated.
-- It may be run at any time and as often as one likes.
--
--   createdb loyalty --encoding UTF8 --template template0
--   psql -d loyalty -v ON_ERROR_STOP=1 -f deploy/postgresql/rights.sql
--   psql -d loyalty -c '\password tributary_owner' -c '\password tributary_app' -c '\password tributary_read'
--   DATABASE_URL=postgres://tributary_owner:...@db.example.com/loyalty npx tributary migrate
--   psql -d loyalty -v ON_ERROR_STOP=1 -f deploy/postgresql/rights.sql
--
-- tributary_owner  owns the tables and migrates them. Nobody else changes a table.
-- tributary_app    the servers and every other command. It reads and writes rows; what was recorded once
--                  (ledger, audit, tier changes, rules in force) it can only add to. It owns the receive log
--                  and the outbox alone, because it makes their partitions ahead and drops those that are
--                  past their retention.
-- tributary_read   reads: for the lookups behind a pooler in transaction mode, and for reports of your own.

\set ON_ERROR_STOP on
begin;

do $$
begin
  if not exists (select from pg_roles where rolname = 'tributary_owner') then
    create role tributary_owner login;
  end if;
  if not exists (select from pg_roles where rolname = 'tributary_app') then
    create role tributary_app login;
  end if;
  if not exists (select from pg_roles where rolname = 'tributary_read') then
    create role tributary_read login;
  end if;
end $$;

-- A session of a pooler in transaction mode brings its limits along: nobody can set them in it.
alter role tributary_read set statement_timeout = '1s';
alter role tributary_read set lock_timeout = '1s';
alter role tributary_read set idle_in_transaction_session_timeout = '1s';
alter role tributary_read set default_transaction_read_only = on;

-- The owner alters also the two tables that the servers own.
grant tributary_app to tributary_owner;

do $$
begin
  execute format('revoke all on database %I from public', current_database());
  execute format('grant connect on database %I to tributary_owner, tributary_app, tributary_read', current_database());
  -- `destinations compare` reads a file into tables of its own session.
  execute format('grant temporary on database %I to tributary_owner, tributary_app', current_database());
end $$;
revoke all on schema public from public;
grant usage on schema public to tributary_owner, tributary_app, tributary_read;
-- The servers: for partitions of the two tables that are theirs. It gives no right to any other table.
grant create on schema public to tributary_owner, tributary_app;

-- Tables of versions to come: what every server may do, until this file is run again.
alter default privileges for role tributary_owner in schema public
  grant select, insert, update on tables to tributary_app;
alter default privileges for role tributary_owner in schema public
  grant usage, select on sequences to tributary_app;
alter default privileges for role tributary_owner in schema public
  grant select on tables to tributary_read;
alter default privileges for role tributary_app in schema public
  grant select on tables to tributary_read;

grant select, insert, update on all tables in schema public to tributary_app;
grant usage, select on all sequences in schema public to tributary_app;
grant select on all tables in schema public to tributary_read;

do $$
declare
  one record;
begin
  -- Rows that are taken back, or forgotten when their time is over.
  for one in select c.oid::regclass as name from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relname in
      ('alert_notice', 'browsing_view', 'customer_opening', 'customer_presence', 'delivery', 'delivery_hour', 'delivery_lane', 'delivery_replay', 'delivery_sent', 'due', 'events', 'guess_budget', 'identifiers',
       'identity_edge', 'inbound_message', 'identity_shadow', 'incident', 'incident_mute', 'order_reference', 'presence_server', 'read_back_day', 'read_back_finding',
       'read_back_run', 'record_block', 'shadow_compared', 'slo_slice', 'source_hour')
  loop
    execute format('grant delete on %s to tributary_app', one.name);
  end loop;
  -- What is recorded once is never changed.
  for one in select c.oid::regclass as name from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relname in
      ('audit', 'coupon_attempt', 'coupon_conflict', 'entry', 'event_conflicts', 'identity_decision',
       'interaction', 'mapping', 'order_claim', 'setup_change', 'tier_change')
  loop
    execute format('revoke update, delete, truncate on %s from tributary_app', one.name);
  end loop;
  -- Which migrations were applied is the owner's to say, and who may enter is nobody's to read.
  if to_regclass('schema_migration') is not null then
    revoke insert, update, delete on schema_migration from tributary_app;
  end if;
  for one in select c.oid::regclass as name from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relname in ('alert_channel_secret', 'api_key', 'destination_secret', 'sender_secret')
  loop
    execute format('revoke all on %s from tributary_read', one.name);
  end loop;
  -- Whose the tables are: all the owner's, but for the two that have partitions.
  for one in
    select c.oid::regclass as name, c.relkind = 'S' as is_sequence, root.relname in ('intakes', 'outbox') as is_partitioned
    from pg_class c
    left join pg_inherits i on i.inhrelid = c.oid
    join pg_class root on root.oid = coalesce(i.inhparent, c.oid)
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'S')
      -- Sequences of identity columns follow their tables.
      and not exists (select from pg_depend d where d.objid = c.oid and c.relkind = 'S' and d.deptype in ('i', 'a'))
    order by c.relkind = 'S'
  loop
    execute format('alter %s %s owner to %I', case when one.is_sequence then 'sequence' else 'table' end, one.name,
      case when one.is_partitioned then 'tributary_app' else 'tributary_owner' end);
  end loop;
  for one in select p.oid::regprocedure as name from pg_proc p where p.pronamespace = 'public'::regnamespace
  loop
    execute format('alter function %s owner to tributary_owner', one.name);
  end loop;
end $$;

commit;
