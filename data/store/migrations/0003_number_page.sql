-- What shipments are found by: their numbers, parties and customers, a page for a
-- run of versions told together (data/lookup). Pages are written by the import
-- that tells the versions and stay as they are when it is withdrawn.
CREATE TABLE number_page (
  id     INTEGER PRIMARY KEY,
  import INTEGER NOT NULL,
  body   BLOB NOT NULL                 -- zstd of lookup.Page
) STRICT;
CREATE INDEX number_page_import ON number_page (import);
