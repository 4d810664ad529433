-- Format 6: a schema for the keys of data subjects, used with kehu.keys=postgres. Each is wrapped by a
-- key-encryption key that is in no database. Nobody in kehu_keys.erased ever gets a key again.
CREATE SCHEMA kehu_keys;

CREATE TABLE kehu_keys.subject_key (
  key_id  bytea  NOT NULL PRIMARY KEY,
  subject text   COLLATE "C" NOT NULL,
  kek     bigint NOT NULL,
  wrapped bytea  NOT NULL,
  made_at bigint NOT NULL,
  number  bigint GENERATED ALWAYS AS IDENTITY
);
CREATE INDEX subject_key_subject ON kehu_keys.subject_key (subject, number);
CREATE INDEX subject_key_kek ON kehu_keys.subject_key (kek);

CREATE TABLE kehu_keys.tombstone (
  key_id    bytea  NOT NULL PRIMARY KEY,
  subject   text   COLLATE "C" NOT NULL,
  erased_at bigint NOT NULL
);
CREATE INDEX tombstone_subject ON kehu_keys.tombstone (subject);

CREATE TABLE kehu_keys.erased (
  subject   text   COLLATE "C" NOT NULL PRIMARY KEY,
  erased_at bigint NOT NULL
);

REVOKE ALL ON ALL TABLES IN SCHEMA kehu_keys FROM PUBLIC;
