-- The queue in its order, a block for a run of rows side by side: an index of a
-- million rows takes seconds to make, and these a tenth of one.
CREATE TABLE queue_order (
  rank    INTEGER NOT NULL,            -- of the first row, or more
  subject INTEGER NOT NULL,
  body    BLOB NOT NULL,               -- zstd of rows (order.go)
  PRIMARY KEY (rank DESC, subject)
) STRICT, WITHOUT ROWID;
