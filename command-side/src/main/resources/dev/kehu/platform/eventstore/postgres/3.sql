-- Format 3: what long streams have come to, sealed under the key of the subject. The running role
-- may write and delete here; without a row the events alone are read.

CREATE TABLE kehu.snapshot (
  stream_id text   COLLATE "C" NOT NULL PRIMARY KEY,
  subject   text   COLLATE "C" NOT NULL,
  seq       bigint NOT NULL,
  position  bigint NOT NULL,
  state     text   COLLATE "C" NOT NULL,
  revision  text   COLLATE "C" NOT NULL,
  sealed    bytea  NOT NULL
) WITH (fillfactor = 70);
CREATE INDEX snapshot_subject ON kehu.snapshot (subject);
ALTER TABLE kehu.snapshot ALTER COLUMN sealed SET STORAGE EXTERNAL;

REVOKE ALL ON kehu.snapshot FROM PUBLIC;
