-- Format 1 of the event store on PostgreSQL (13 or newer, UTF-8). One row an event; rows are never
-- changed: the running role may only read and call append_events, and a trigger refuses the rest.

CREATE TABLE kehu.store (
  id     text    NOT NULL,
  format integer NOT NULL
);

-- One table, never partitioned: the key on (stream_id, seq) would have to hold the partition key too.
-- Rows are only added, so vacuum has one task, to freeze them: once, soon, and never again.
CREATE TABLE kehu.event (
  position    bigint NOT NULL,                       -- dense: 1, 2, 3 …
  stream_type text   COLLATE "C" NOT NULL,
  stream_id   text   COLLATE "C" NOT NULL,
  seq         bigint NOT NULL CHECK (seq >= 0),
  event_id    uuid   NOT NULL,
  name        text   COLLATE "C" NOT NULL,
  revision    text   COLLATE "C" NOT NULL,
  subject     text   COLLATE "C" NOT NULL,
  recorded_at bigint NOT NULL,                       -- milliseconds since 1970, UTC
  payload     bytea  NOT NULL,
  meta        bytea  NOT NULL,
  leaf        bytea  NOT NULL CHECK (octet_length(leaf) = 32),
  CONSTRAINT event_position PRIMARY KEY (position) WITH (fillfactor = 100),
  CONSTRAINT event_stream UNIQUE (stream_id, seq)
) WITH (
  fillfactor = 100,
  autovacuum_vacuum_insert_threshold = 50000,
  autovacuum_vacuum_insert_scale_factor = 0.02,
  autovacuum_analyze_scale_factor = 0.02,
  autovacuum_freeze_min_age = 0,
  toast.autovacuum_vacuum_insert_threshold = 50000,
  toast.autovacuum_vacuum_insert_scale_factor = 0.02,
  toast.autovacuum_freeze_min_age = 0
);
CREATE INDEX event_subject ON kehu.event (subject, position);

-- Ciphertext does not shrink: trying to costs time and gains nothing.
ALTER TABLE kehu.event ALTER COLUMN payload SET STORAGE EXTERNAL, ALTER COLUMN meta SET STORAGE EXTERNAL;

CREATE FUNCTION kehu.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'events are never changed or deleted' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER event_never_changes BEFORE UPDATE OR DELETE OR TRUNCATE ON kehu.event
  FOR EACH STATEMENT EXECUTE FUNCTION kehu.refuse_change();

-- Text in the entry of a leaf: two bytes of length, then UTF-8.
CREATE FUNCTION kehu.leaf_text(t text) RETURNS bytea LANGUAGE sql STABLE STRICT PARALLEL SAFE AS $$
  SELECT substring(int4send(octet_length(t)) FROM 3) || convert_to(t, 'UTF8')
$$;

-- The Merkle leaf: SHA-256 over 0x00 and the entry, whose first byte is its version, 1. It is made
-- here because the recorded time it covers is known here only.
CREATE FUNCTION kehu.leaf(id uuid, stream text, name text, revision text, seq bigint, recorded_at bigint,
                          payload bytea, meta bytea)
RETURNS bytea LANGUAGE sql STABLE STRICT PARALLEL SAFE AS $$
  SELECT sha256('\x0001'::bytea || uuid_send(id)
    || kehu.leaf_text(stream) || kehu.leaf_text(name) || kehu.leaf_text(revision)
    || int8send(seq) || int8send(recorded_at) || sha256(payload) || sha256(meta))
$$;

-- Appends a group. Its members are stored in the order given, each whole or not at all; counts says
-- how many of the events belong to each. A member is refused when a stream it read (expect_…, by
-- number of the member from 1) ends elsewhere than expected, −1 for "does not exist" (then the
-- answer's refused_seq is −1), or when one of its events is there already (then it is that seq).
-- Appends wait for each other from the lock to the commit: positions are dense, and whoever sees one
-- sees all below it. Each statement takes a new snapshot, so the head is that of the last holder; the
-- caller has to be in READ COMMITTED. Index scans only, whatever the statistics of a young table say.
CREATE FUNCTION kehu.append_events(
  now_ms bigint, counts int[],
  stream_types text[], streams text[], seqs bigint[], ids uuid[], names text[], revisions text[], subjects text[],
  payloads bytea[], metas bytea[],
  expect_members int[], expect_streams text[], expect_seqs bigint[],
  OUT head bigint, OUT recorded bigint, OUT refused int[], OUT refused_streams text[], OUT refused_seqs bigint[])
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET enable_seqscan = off
SET enable_bitmapscan = off
SET enable_hashjoin = off
SET enable_mergejoin = off
AS $$
DECLARE
  next   bigint;
  first  int := 1;
  last   int;
  wrong  text;
  wrong_seq bigint;
BEGIN
  -- recorded time never goes back, so one clock far ahead would stop it for everybody
  IF now_ms > 1000 * extract(epoch FROM clock_timestamp()) + 3600000 THEN
    RAISE EXCEPTION 'the clock of this node is more than an hour ahead' USING ERRCODE = 'KH001';
  END IF;
  PERFORM pg_advisory_xact_lock(7739837720231210601);
  SELECT e.position, e.recorded_at INTO head, recorded FROM kehu.event e ORDER BY e.position DESC LIMIT 1;
  head := coalesce(head, 0);
  recorded := greatest(recorded, now_ms);
  next := head;
  refused := '{}';
  refused_streams := '{}';
  refused_seqs := '{}';

  IF NOT EXISTS (SELECT FROM unnest(streams, seqs) d(s, q) JOIN kehu.event e ON e.stream_id = d.s AND e.seq = d.q)
     AND (SELECT count(*) FROM (SELECT DISTINCT d.s, d.q FROM unnest(streams, seqs) d(s, q)) x) = cardinality(streams)
     AND NOT EXISTS (SELECT FROM unnest(expect_streams, expect_seqs) x(s, q)
                      WHERE x.s = ANY (streams)
                         OR x.q <> coalesce((SELECT max(e.seq) FROM kehu.event e WHERE e.stream_id = x.s), -1))
  THEN -- the common case: nobody is refused
    INSERT INTO kehu.event
    SELECT head + d.n, d.t, d.s, d.q, d.i, d.e, d.r, d.o, recorded, d.p, d.m,
           kehu.leaf(d.i, d.s, d.e, d.r, d.q, recorded, d.p, d.m)
      FROM unnest(stream_types, streams, seqs, ids, names, revisions, subjects, payloads, metas)
           WITH ORDINALITY d(t, s, q, i, e, r, o, p, m, n);
    next := head + cardinality(streams);
  ELSE
    FOR member IN 1 .. cardinality(counts) LOOP
      last := first + counts[member] - 1;
      SELECT x.s, -1 INTO wrong, wrong_seq
        FROM unnest(expect_members, expect_streams, expect_seqs) WITH ORDINALITY x(m, s, q, n)
       WHERE x.m = member
         AND x.q <> coalesce((SELECT max(e.seq) FROM kehu.event e WHERE e.stream_id = x.s), -1)
       ORDER BY x.n LIMIT 1;
      IF wrong IS NULL THEN
        SELECT d.s, d.q INTO wrong, wrong_seq
          FROM unnest(streams[first:last], seqs[first:last]) WITH ORDINALITY d(s, q, n)
         WHERE EXISTS (SELECT FROM kehu.event e WHERE e.stream_id = d.s AND e.seq = d.q)
            OR EXISTS (SELECT FROM unnest(streams[first:last], seqs[first:last]) WITH ORDINALITY b(s, q, n)
                        WHERE b.s = d.s AND b.q = d.q AND b.n < d.n)
         ORDER BY d.n LIMIT 1;
      END IF;
      IF wrong IS NULL THEN
        INSERT INTO kehu.event
        SELECT next + d.n, d.t, d.s, d.q, d.i, d.e, d.r, d.o, recorded, d.p, d.m,
               kehu.leaf(d.i, d.s, d.e, d.r, d.q, recorded, d.p, d.m)
          FROM unnest(stream_types[first:last], streams[first:last], seqs[first:last], ids[first:last],
                      names[first:last], revisions[first:last], subjects[first:last], payloads[first:last],
                      metas[first:last])
               WITH ORDINALITY d(t, s, q, i, e, r, o, p, m, n);
        next := next + counts[member];
      ELSE
        refused := refused || member;
        refused_streams := refused_streams || wrong;
        refused_seqs := refused_seqs || wrong_seq;
      END IF;
      first := last + 1;
    END LOOP;
  END IF;

  IF next > head THEN -- heard after the commit, by every node: first and last position
    PERFORM pg_notify('kehu_event', (head + 1) || ' ' || next);
  END IF;
END $$;

-- For people.
CREATE VIEW kehu.event_text AS
SELECT position, stream_id, seq, event_id, name, revision, subject,
       to_timestamp(recorded_at / 1000.0) AS recorded_at,
       encode(payload, 'escape') AS payload, encode(meta, 'escape') AS meta, encode(leaf, 'hex') AS leaf
  FROM kehu.event;

REVOKE ALL ON ALL TABLES IN SCHEMA kehu FROM PUBLIC;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA kehu FROM PUBLIC;
