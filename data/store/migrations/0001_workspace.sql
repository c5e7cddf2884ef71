-- Single values: workspace (id), seq (last id given out), generation (of the
-- queue), restored (when and from what, where this file is a restored copy).
CREATE TABLE meta (
  key   TEXT PRIMARY KEY,
  value ANY NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- Whole files, kept once by hash in compressed pieces.
CREATE TABLE content (
  id    INTEGER PRIMARY KEY,
  hash  TEXT NOT NULL UNIQUE,          -- sha256, hex
  bytes INTEGER NOT NULL
) STRICT;

CREATE TABLE content_chunk (
  content INTEGER NOT NULL REFERENCES content (id),
  seq     INTEGER NOT NULL,
  body    BLOB NOT NULL,               -- zstd of at most 1 MiB
  UNIQUE (content, seq)
) STRICT;

CREATE TABLE blob (
  hash    TEXT PRIMARY KEY,
  content INTEGER NOT NULL REFERENCES content (id),
  kind    TEXT NOT NULL,
  name    TEXT NOT NULL,
  at      TEXT NOT NULL
) STRICT;

CREATE TABLE list (
  hash    TEXT PRIMARY KEY,
  content INTEGER NOT NULL REFERENCES content (id),
  name    TEXT NOT NULL,
  current INTEGER NOT NULL,
  at      TEXT NOT NULL,
  info    TEXT NOT NULL                -- data.ListInfo as JSON
) STRICT;

-- Told.
CREATE TABLE feed (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;

CREATE TABLE import (
  id       INTEGER PRIMARY KEY,
  state    INTEGER NOT NULL,           -- 0 being written, 1 applied, 2 withdrawn
  at       TEXT NOT NULL,              -- UTC
  person   TEXT NOT NULL,
  file     TEXT NOT NULL,
  sha256   TEXT NOT NULL,
  feed     INTEGER NOT NULL REFERENCES feed (id),
  content  INTEGER REFERENCES content (id),
  first_id INTEGER NOT NULL,           -- record and version ids given out lie between the two
  last_id  INTEGER NOT NULL,
  touched  INTEGER NOT NULL,           -- records new or changed
  report   TEXT NOT NULL               -- data.ImportReport as JSON
) STRICT;

-- A party as told, once for each distinct content. Never changed, never deleted,
-- ids never used twice: programs cache them.
CREATE TABLE party (
  id   INTEGER PRIMARY KEY,
  hash BLOB NOT NULL,                  -- first 16 bytes of the sha256 of body
  body BLOB NOT NULL                   -- codec.go: customer
) STRICT;
CREATE INDEX party_hash ON party (hash);

-- A record with its current version. A record whose import is not applied is
-- not there for readers. The id is that of its first version.
CREATE TABLE record (
  id      INTEGER PRIMARY KEY,
  kind    INTEGER NOT NULL,            -- 1 customer, 2 shipment, 3 holding
  feed    INTEGER NOT NULL,
  ext     TEXT NOT NULL,               -- its own id
  ord     TEXT,                        -- order number
  import  INTEGER NOT NULL,
  version INTEGER NOT NULL,
  body    BLOB NOT NULL                -- codec.go: sha256, then the version
) STRICT;
CREATE UNIQUE INDEX record_key ON record (ext, kind, feed);
CREATE INDEX record_order ON record (ord) WHERE ord IS NOT NULL;
CREATE INDEX record_few ON record (kind) WHERE kind <> 2;

-- Versions that are not current: superseded, withdrawn or being written.
CREATE TABLE version (
  id     INTEGER PRIMARY KEY,
  record INTEGER NOT NULL,
  import INTEGER NOT NULL,
  ord    TEXT,
  body   BLOB NOT NULL
) STRICT;
CREATE INDEX version_record ON version (record);
CREATE INDEX version_import ON version (import);

-- Records that an import told anew though they were there before.
CREATE TABLE import_changed (
  import INTEGER NOT NULL,
  record INTEGER NOT NULL,
  PRIMARY KEY (import, record)
) STRICT, WITHOUT ROWID;

-- What has changed since the last screen, for re-screening only that.
CREATE TABLE change (
  id     INTEGER PRIMARY KEY AUTOINCREMENT,
  what   TEXT NOT NULL,                -- applied, withdrawn
  import INTEGER NOT NULL REFERENCES import (id),
  n      INTEGER NOT NULL
) STRICT;

-- Done.
CREATE TABLE journal_log (
  id         INTEGER PRIMARY KEY,
  device     TEXT NOT NULL UNIQUE,
  size       INTEGER NOT NULL,
  checkpoint BLOB
) STRICT;

CREATE TABLE journal_entry (
  log   INTEGER NOT NULL REFERENCES journal_log (id),
  seq   INTEGER NOT NULL,
  entry BLOB NOT NULL,
  UNIQUE (log, seq)
) STRICT;

CREATE TABLE journal_hash (
  log  INTEGER NOT NULL,
  pos  INTEGER NOT NULL,
  hash BLOB NOT NULL,
  PRIMARY KEY (log, pos)
) STRICT, WITHOUT ROWID;

-- Projected from the journal; can be cleared and rebuilt.
CREATE TABLE case_state (
  key     TEXT PRIMARY KEY,
  subject INTEGER,                     -- record id, where there is one
  status  INTEGER NOT NULL,
  body    TEXT NOT NULL                -- data.CaseState as JSON
) STRICT;
CREATE INDEX case_subject ON case_state (subject);

-- Half-written text; no part of the journal.
CREATE TABLE draft (
  case_key TEXT NOT NULL,
  field    TEXT NOT NULL,
  text     TEXT NOT NULL,
  at       TEXT NOT NULL,
  PRIMARY KEY (case_key, field)
) STRICT, WITHOUT ROWID;

-- Concluded. The four tables below are made anew by each screen under other
-- names and renamed in one transaction (publish.go).
CREATE TABLE screen (
  id           INTEGER PRIMARY KEY,
  at           TEXT NOT NULL,
  as_of        TEXT NOT NULL,
  regime       TEXT NOT NULL,
  stamp        TEXT NOT NULL,          -- data.Stamp as JSON
  count        INTEGER NOT NULL,
  levels       TEXT NOT NULL,          -- verdicts by level, JSON array
  last_version INTEGER NOT NULL        -- greatest version id that could be read
) STRICT;

CREATE TABLE pattern (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;

CREATE TABLE queue (
  subject INTEGER PRIMARY KEY,
  rank    INTEGER NOT NULL,            -- level, score, day in one number (rank.go)
  dest    TEXT NOT NULL,
  cust    TEXT NOT NULL,               -- id of the customer taken
  block   INTEGER NOT NULL,
  row     BLOB NOT NULL,               -- codec: queue row
  text    TEXT NOT NULL                -- lower case, for free text
) STRICT;
CREATE INDEX queue_rank_0 ON queue (rank DESC, subject, dest);

CREATE TABLE queue_pattern (
  pattern INTEGER NOT NULL,
  subject INTEGER NOT NULL,
  PRIMARY KEY (pattern, subject)
) STRICT, WITHOUT ROWID;

CREATE TABLE verdict_block (
  id   INTEGER PRIMARY KEY,
  body BLOB NOT NULL                   -- zstd of up to 64 verdicts
) STRICT;
