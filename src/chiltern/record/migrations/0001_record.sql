-- A record: the claims of all reports together, in one file.
-- Times are UTC, ISO 8601. Dates are ISO 8601 and may be partial. Offsets count code points of `body`.

CREATE TABLE meta (
    key   TEXT PRIMARY KEY,   -- roll, roll_digest, roll_rows (only for a roll that does not ship), created
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE sources (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE  -- the publisher
) STRICT;

CREATE TABLE reports (
    id       INTEGER PRIMARY KEY,
    identity TEXT NOT NULL UNIQUE  -- what makes two versions the same report
) STRICT;

CREATE TABLE report_versions (
    id        INTEGER PRIMARY KEY,
    report_id INTEGER NOT NULL REFERENCES reports (id),
    digest    TEXT NOT NULL UNIQUE,
    source_id INTEGER REFERENCES sources (id),
    name      TEXT NOT NULL,   -- of the file it came in
    title     TEXT,
    published TEXT,
    modified  TEXT,
    url       TEXT,
    author    TEXT,
    body      TEXT NOT NULL,
    revised   TEXT NOT NULL,   -- when it was modified, else published, in UTC where known; '' if neither is said
    known_at  TEXT NOT NULL
) STRICT;

CREATE INDEX versions_of_report ON report_versions (report_id, revised, id);

-- The newest version of each report: the one revised last, of two the one learnt last.
CREATE VIEW current_versions AS
SELECT version.*
FROM report_versions AS version
WHERE NOT EXISTS (
    SELECT 1 FROM report_versions AS newer
    WHERE newer.report_id = version.report_id AND (newer.revised, newer.id) > (version.revised, version.id)
);

CREATE TABLE claims (
    id         INTEGER PRIMARY KEY,
    digest     TEXT NOT NULL UNIQUE,  -- SHA-256 of the version's digest and the canonical JSON
    version_id INTEGER NOT NULL REFERENCES report_versions (id),
    kind       TEXT NOT NULL CHECK (kind IN ('statement', 'position', 'role', 'figure')),
    act        TEXT,                  -- of a position
    json       TEXT NOT NULL,         -- canonical
    start      INTEGER NOT NULL,      -- of the first character that says it
    "end"      INTEGER NOT NULL,      -- after the last
    valid_from TEXT,                  -- when it held; NULL is unknown or open
    valid_to   TEXT,                  -- the first day on which it no longer held
    reader     TEXT NOT NULL,         -- version of the reader that found it
    known_at   TEXT NOT NULL          -- when the record learnt it
) STRICT;

CREATE INDEX claims_of_version ON claims (version_id, start);
CREATE INDEX claims_of_act ON claims (act) WHERE act IS NOT NULL;

CREATE TABLE entities (
    id          INTEGER PRIMARY KEY,
    kind        TEXT NOT NULL,
    name        TEXT NOT NULL,
    key         TEXT NOT NULL,                     -- what spellings of the name share
    register_id TEXT,                              -- NULL: provisional, the register does not know it
    report_id   INTEGER REFERENCES reports (id)    -- set where the name means something in one report only
) STRICT;

CREATE UNIQUE INDEX entity_of_register ON entities (register_id, kind) WHERE register_id IS NOT NULL;
CREATE UNIQUE INDEX entity_of_record ON entities (key, kind) WHERE register_id IS NULL AND report_id IS NULL;
CREATE UNIQUE INDEX entity_of_report ON entities (report_id, key, kind) WHERE report_id IS NOT NULL;
CREATE INDEX entities_by_key ON entities (key);

CREATE TABLE names (
    entity_id INTEGER NOT NULL REFERENCES entities (id),
    written   TEXT NOT NULL,
    key       TEXT NOT NULL,
    PRIMARY KEY (entity_id, written)
) STRICT, WITHOUT ROWID;

CREATE INDEX names_by_key ON names (key);

-- Whom a claim is of and about. `place` keeps the order of several subjects.
CREATE TABLE links (
    claim_id  INTEGER NOT NULL REFERENCES claims (id),
    part      TEXT NOT NULL CHECK (part IN (
        'speaker', 'holder', 'subject', 'object', 'on_behalf_of', 'attributed_to', 'person', 'of', 'about'
    )),
    place     INTEGER NOT NULL,
    entity_id INTEGER NOT NULL REFERENCES entities (id),
    PRIMARY KEY (claim_id, part, place)
) STRICT, WITHOUT ROWID;

CREATE INDEX links_of_entity ON links (entity_id, part, claim_id);

-- Words of statements; rowid is the claim's id.
CREATE VIRTUAL TABLE quotes USING fts5 (quote, content = '', tokenize = 'unicode61 remove_diacritics 2');

-- Versions and claims are added and never changed.
CREATE TRIGGER claims_stay BEFORE UPDATE ON claims
BEGIN SELECT RAISE (ABORT, 'a claim is never changed'); END;
CREATE TRIGGER claims_remain BEFORE DELETE ON claims
BEGIN SELECT RAISE (ABORT, 'a claim is never deleted'); END;
CREATE TRIGGER versions_stay BEFORE UPDATE ON report_versions
BEGIN SELECT RAISE (ABORT, 'a report version is never changed'); END;
CREATE TRIGGER versions_remain BEFORE DELETE ON report_versions
BEGIN SELECT RAISE (ABORT, 'a report version is never deleted'); END;
