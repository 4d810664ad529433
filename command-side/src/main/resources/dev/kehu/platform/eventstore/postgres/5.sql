-- Format 5: whose erasure was asked for and is still to be decided by somebody else. Ids only.
CREATE TABLE kehu_state.erasure_request (
  request  text   COLLATE "C" NOT NULL PRIMARY KEY,
  position bigint NOT NULL
);

REVOKE ALL ON kehu_state.erasure_request FROM PUBLIC;
