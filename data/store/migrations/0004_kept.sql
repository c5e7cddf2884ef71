-- What one screen worked out and the next may take up, in compressed pieces. It
-- may be missing or of something else: nobody relies on it.
CREATE TABLE kept (
  what TEXT NOT NULL,
  seq  INTEGER NOT NULL,
  of   TEXT NOT NULL,                  -- names what it was worked out from
  body BLOB NOT NULL,                  -- zstd of at most 1 MiB
  UNIQUE (what, seq)
) STRICT;
