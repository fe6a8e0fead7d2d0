-- Format 1. Frozen once released: a change is a new file, and a test compares the result with a fixture.

-- Repeats user_version, which copies of the database can lose.
CREATE TABLE format (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    version  INTEGER NOT NULL
) STRICT;
INSERT INTO format (only_row, version) VALUES (1, 1);

CREATE TABLE persons (
    id   INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL
) STRICT;

-- AUTOINCREMENT: a number is never given twice, so a removed holding can come back under its own.
CREATE TABLE holdings (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    person        INTEGER NOT NULL REFERENCES persons (id) ON DELETE RESTRICT,
    name          TEXT NOT NULL,                -- as typed
    domain        TEXT,
    country       TEXT,
    company       TEXT,                         -- id in the catalogue; NULL: not resolved
    rule          TEXT,                         -- how the company was found
    confirmed     INTEGER NOT NULL CHECK (confirmed IN (0, 1)),
    gave          TEXT NOT NULL,                -- ids of data classes, with single spaces
    gave_complete INTEGER NOT NULL CHECK (gave_complete IN (0, 1)),
    note          TEXT NOT NULL,
    created       INTEGER NOT NULL,             -- seconds since 1970, as are all times here
    updated       INTEGER NOT NULL
) STRICT;
CREATE INDEX holdings_by_person ON holdings (person);

CREATE TABLE periods (
    holding      INTEGER NOT NULL REFERENCES holdings (id) ON DELETE CASCADE,
    position     INTEGER NOT NULL,
    relationship TEXT NOT NULL,
    since        TEXT,                          -- year, month or day; NULL: unknown
    until        TEXT NOT NULL,                 -- 'unknown', 'still', or a year, month or day
    basis        TEXT NOT NULL CHECK (basis IN ('stated', 'inferred')),
    attributes   TEXT NOT NULL,                 -- with single spaces
    PRIMARY KEY (holding, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE identifiers (
    holding  INTEGER NOT NULL REFERENCES holdings (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    kind     TEXT NOT NULL,
    value    TEXT NOT NULL,
    PRIMARY KEY (holding, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE answers (
    holding   INTEGER NOT NULL REFERENCES holdings (id) ON DELETE CASCADE,
    breach    TEXT NOT NULL,
    notice    TEXT CHECK (notice IN ('told', 'told-unaffected')),
    dismissed INTEGER NOT NULL CHECK (dismissed IN (0, 1)),
    answered  INTEGER NOT NULL,
    PRIMARY KEY (holding, breach)
) STRICT, WITHOUT ROWID;

CREATE TABLE condition_answers (
    holding   INTEGER NOT NULL,
    breach    TEXT NOT NULL,
    condition TEXT NOT NULL,
    holds     INTEGER NOT NULL CHECK (holds IN (0, 1)),
    PRIMARY KEY (holding, breach, condition),
    FOREIGN KEY (holding, breach) REFERENCES answers (holding, breach) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE settings (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
