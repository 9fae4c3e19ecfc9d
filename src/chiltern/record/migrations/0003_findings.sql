-- Readings again, editors' decisions, and what is derived from claims and decisions.

-- One reading of a version by one reader. What the first one found is in `claims`.
CREATE TABLE readings (
    id         INTEGER PRIMARY KEY,
    version_id INTEGER NOT NULL REFERENCES report_versions (id),
    reader     TEXT NOT NULL,
    known_at   TEXT NOT NULL
) STRICT;

CREATE INDEX readings_of_version ON readings (version_id, id);
CREATE INDEX readings_by_time ON readings (known_at);

INSERT INTO readings (version_id, reader, known_at)
SELECT version.id, coalesce((SELECT min(reader) FROM claims WHERE version_id = version.id), ''), version.known_at
FROM report_versions AS version ORDER BY version.known_at, version.id;

-- Only where a later reading differs from the one before: a claim it no longer finds, or finds again.
CREATE TABLE claim_changes (
    claim_id   INTEGER NOT NULL REFERENCES claims (id),
    reading_id INTEGER NOT NULL REFERENCES readings (id),
    found      INTEGER NOT NULL CHECK (found IN (0, 1)),
    known_at   TEXT NOT NULL,
    PRIMARY KEY (claim_id, reading_id)
) STRICT, WITHOUT ROWID;

-- What an editor decided. A row is never changed: another one undoes it.
CREATE TABLE decisions (
    id      INTEGER PRIMARY KEY,
    made_at TEXT NOT NULL,
    editor  TEXT NOT NULL,
    action  TEXT NOT NULL CHECK (action IN ('confirm', 'reject', 'correct', 'merge', 'split', 'note', 'undo')),
    kind    TEXT NOT NULL CHECK (kind IN ('claim', 'entity', 'conflict', 'decision')),
    target  TEXT NOT NULL,  -- digest of a claim or conflict, number of an entity or decision
    other   TEXT,           -- digest of the corrected claim, number of the entity merged into or split off
    report  INTEGER REFERENCES reports (id),  -- of a split: the report in which the name means another
    reason  TEXT NOT NULL
) STRICT;

CREATE INDEX decisions_by_time ON decisions (made_at);

-- The claims that a decision rules on: its target, and the same claim in later versions of the report.
CREATE TABLE rulings (
    claim_id     INTEGER NOT NULL REFERENCES claims (id),
    decision_id  INTEGER NOT NULL REFERENCES decisions (id),
    corrected_id INTEGER REFERENCES claims (id),  -- what a correction puts in its place
    known_at     TEXT NOT NULL,
    PRIMARY KEY (claim_id, decision_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX rulings_by_decision ON rulings (decision_id);
CREATE INDEX rulings_by_correction ON rulings (corrected_id) WHERE corrected_id IS NOT NULL;

-- Decisions whose words are gone since a reading: an editor is asked again.
CREATE TABLE reopenings (
    decision_id INTEGER NOT NULL REFERENCES decisions (id),
    reading_id  INTEGER NOT NULL REFERENCES readings (id),
    known_at    TEXT NOT NULL,
    PRIMARY KEY (decision_id, reading_id)
) STRICT, WITHOUT ROWID;

-- Derived from here on: `chiltern rebuild` makes these tables again from those above.

-- Two entities are one; `until` is set when that no longer holds.
CREATE TABLE merges (
    id          INTEGER PRIMARY KEY,
    entity_id   INTEGER NOT NULL REFERENCES entities (id),
    into_id     INTEGER NOT NULL REFERENCES entities (id),
    reason      TEXT NOT NULL,
    decision_id INTEGER REFERENCES decisions (id),
    since       TEXT NOT NULL,
    until       TEXT
) STRICT;

CREATE INDEX merges_of ON merges (entity_id, since);
CREATE INDEX merges_into ON merges (into_id, since);

-- The last word of the names of people whom the roll does not know.
CREATE TABLE family_names (
    key       TEXT NOT NULL,
    entity_id INTEGER NOT NULL REFERENCES entities (id),
    PRIMARY KEY (key, entity_id)
) STRICT, WITHOUT ROWID;

-- Entities that may be one of several others, or none.
CREATE TABLE ambiguities (
    entity_id  INTEGER NOT NULL REFERENCES entities (id),
    candidates TEXT NOT NULL,  -- numbers of entities, as JSON
    reason     TEXT NOT NULL,
    known_at   TEXT NOT NULL,
    PRIMARY KEY (entity_id)
) STRICT, WITHOUT ROWID;

-- In one report, a name means another entity than elsewhere.
CREATE TABLE splits (
    id          INTEGER PRIMARY KEY,
    entity_id   INTEGER NOT NULL REFERENCES entities (id),
    report_id   INTEGER NOT NULL REFERENCES reports (id),
    into_id     INTEGER NOT NULL REFERENCES entities (id),
    decision_id INTEGER NOT NULL REFERENCES decisions (id),
    since       TEXT NOT NULL,
    until       TEXT
) STRICT;

CREATE INDEX splits_of ON splits (entity_id, report_id);
CREATE INDEX splits_into ON splits (into_id);

-- What claims agree on: one topic is one question, one finding one answer to it.
CREATE TABLE findings (
    id    INTEGER PRIMARY KEY,
    topic TEXT NOT NULL,
    value TEXT NOT NULL,
    UNIQUE (topic, value)
) STRICT;

CREATE TABLE finding_claims (
    finding_id INTEGER NOT NULL REFERENCES findings (id),
    claim_id   INTEGER NOT NULL REFERENCES claims (id),
    PRIMARY KEY (finding_id, claim_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX findings_of_claim ON finding_claims (claim_id);

CREATE TABLE conflicts (
    id        INTEGER PRIMARY KEY,
    digest    TEXT NOT NULL,
    kind      TEXT NOT NULL,
    strength  TEXT NOT NULL,
    topic     TEXT NOT NULL,
    json      TEXT NOT NULL,  -- as it was found first
    opened_at TEXT NOT NULL,
    closed_at TEXT
) STRICT;

CREATE INDEX conflicts_of_topic ON conflicts (topic);
CREATE INDEX conflicts_by_opening ON conflicts (opened_at);
CREATE INDEX conflicts_by_closing ON conflicts (closed_at) WHERE closed_at IS NOT NULL;
CREATE INDEX conflicts_by_digest ON conflicts (digest);

-- By which other versions of a statement are found: pairs of words, each kept for the first statements that have it.
CREATE TABLE statement_keys (
    key      INTEGER NOT NULL,
    claim_id INTEGER NOT NULL REFERENCES claims (id),
    PRIMARY KEY (key, claim_id)
) STRICT, WITHOUT ROWID;

-- Passages outside quotation marks: a fingerprint, and the first version that had it.
CREATE TABLE passage_keys (
    key        INTEGER PRIMARY KEY,
    version_id INTEGER NOT NULL REFERENCES report_versions (id)
) STRICT;

-- Two versions of different reports that share passages; `json` has where, and which copied which.
CREATE TABLE copies (
    version_id INTEGER NOT NULL REFERENCES report_versions (id),
    other_id   INTEGER NOT NULL REFERENCES report_versions (id),
    json       TEXT NOT NULL,
    known_at   TEXT NOT NULL,
    PRIMARY KEY (version_id, other_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX copies_by_other ON copies (other_id);

-- Notices by which a publisher corrects a report, and the claims that they take back.
CREATE TABLE notices (
    version_id INTEGER PRIMARY KEY REFERENCES report_versions (id),
    source_id  INTEGER NOT NULL REFERENCES sources (id)
) STRICT;

CREATE INDEX notices_of_source ON notices (source_id);

CREATE TABLE taken_back (
    claim_id   INTEGER NOT NULL REFERENCES claims (id),
    version_id INTEGER NOT NULL REFERENCES report_versions (id),  -- the notice
    known_at   TEXT NOT NULL,
    PRIMARY KEY (claim_id, version_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX versions_of_source ON report_versions (source_id, id);

CREATE TRIGGER readings_stay BEFORE UPDATE ON readings
BEGIN SELECT RAISE (ABORT, 'a reading is never changed'); END;
CREATE TRIGGER readings_remain BEFORE DELETE ON readings
BEGIN SELECT RAISE (ABORT, 'a reading is never deleted'); END;
CREATE TRIGGER claim_changes_stay BEFORE UPDATE ON claim_changes
BEGIN SELECT RAISE (ABORT, 'what a reading changed is never changed'); END;
CREATE TRIGGER claim_changes_remain BEFORE DELETE ON claim_changes
BEGIN SELECT RAISE (ABORT, 'what a reading changed is never deleted'); END;
CREATE TRIGGER decisions_stay BEFORE UPDATE ON decisions
BEGIN SELECT RAISE (ABORT, 'a decision is never changed: undo it by another'); END;
CREATE TRIGGER decisions_remain BEFORE DELETE ON decisions
BEGIN SELECT RAISE (ABORT, 'a decision is never deleted: undo it by another'); END;
CREATE TRIGGER rulings_stay BEFORE UPDATE ON rulings
BEGIN SELECT RAISE (ABORT, 'a ruling is never changed'); END;
CREATE TRIGGER rulings_remain BEFORE DELETE ON rulings
BEGIN SELECT RAISE (ABORT, 'a ruling is never deleted'); END;
CREATE TRIGGER reopenings_stay BEFORE UPDATE ON reopenings
BEGIN SELECT RAISE (ABORT, 'a reopening is never changed'); END;
CREATE TRIGGER reopenings_remain BEFORE DELETE ON reopenings
BEGIN SELECT RAISE (ABORT, 'a reopening is never deleted'); END;
