-- Format 2: the catalogue that a person brings in, and what is remembered about public facts.

-- Catalogues brought in by hand, one of each kind. The content is the file as it was given.
CREATE TABLE catalogue_layers (
    kind    TEXT PRIMARY KEY CHECK (kind IN ('release', 'hibp')),
    name    TEXT NOT NULL,                      -- of the file
    number  INTEGER,                            -- of a release
    signer  TEXT,                               -- id of the key that signed a release
    added   INTEGER NOT NULL,
    content BLOB NOT NULL
) STRICT;

-- The highest number ever installed, by signer: it stays when the release goes, so that nothing older follows.
CREATE TABLE highest_releases (
    signer TEXT PRIMARY KEY,
    number INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Breaches noted by hand. AUTOINCREMENT: answers point at the number, so it is never given twice.
CREATE TABLE private_breaches (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    company       TEXT,                         -- id in the catalogue; NULL: not in it
    company_name  TEXT NOT NULL,                -- as typed
    title         TEXT NOT NULL,
    occurred_from TEXT,                         -- year, month or day, as are the next two
    occurred_to   TEXT,
    disclosed     TEXT,
    classes       TEXT NOT NULL,                -- ids of data classes, with single spaces
    note          TEXT NOT NULL,
    created       INTEGER NOT NULL,
    updated       INTEGER NOT NULL
) STRICT;

-- Which company a person meant by a name. The country is '' where none was given.
CREATE TABLE confirmed_names (
    key       TEXT NOT NULL,                    -- the name, folded
    country   TEXT NOT NULL,
    name      TEXT NOT NULL,                    -- as typed
    company   TEXT NOT NULL,
    confirmed INTEGER NOT NULL,
    PRIMARY KEY (key, country)
) STRICT, WITHOUT ROWID;

-- What the catalogue said about each breach at the person's companies when it was last compared.
CREATE TABLE seen_breaches (
    breach    TEXT PRIMARY KEY,
    company   TEXT NOT NULL,
    title     TEXT NOT NULL,
    facts     TEXT NOT NULL,                    -- one fact a line
    withdrawn INTEGER                           -- when it was found missing; NULL: it is there
) STRICT, WITHOUT ROWID;

-- What changed for the person with a catalogue, until they have read it.
CREATE TABLE news (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    noticed INTEGER NOT NULL,
    kind    TEXT NOT NULL,
    breach  TEXT,
    holding INTEGER REFERENCES holdings (id) ON DELETE CASCADE,
    title   TEXT NOT NULL,
    details TEXT NOT NULL                       -- one a line
) STRICT;
CREATE INDEX news_by_holding ON news (holding);
