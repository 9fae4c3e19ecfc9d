-- Finds the versions with the same words: few bodies share their length and how they begin, and those few are compared.
-- The whole body as a key would keep every report twice.
CREATE INDEX versions_by_words ON report_versions (length(body), substr(body, 1, 64));
