-- What a verdict rests on, as a hash, so that a later screen judges again only what
-- rests on something else (0: cannot be told); and what all verdicts of a screen
-- share, kept once.
ALTER TABLE queue ADD COLUMN grounds INTEGER NOT NULL DEFAULT 0;
ALTER TABLE screen ADD COLUMN lists TEXT NOT NULL DEFAULT '';  -- the lists it was made against, in words
ALTER TABLE screen ADD COLUMN dead INTEGER NOT NULL DEFAULT 0; -- verdicts in blocks that newer ones have replaced
