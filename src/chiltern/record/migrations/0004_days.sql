-- Finds the first and the last day of the reports, which every page shows, without reading them all.
CREATE INDEX versions_by_day ON report_versions (published);
-- Of a month or a year the text does not sort as its last day does, so those few are looked at one by one.
CREATE INDEX versions_by_part ON report_versions (published) WHERE length(published) < 10;
