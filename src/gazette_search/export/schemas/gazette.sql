-- The whole of a home as SQLite. Numbers of lines count those of the file that was read; dates are
-- ISO 8601. A name in words (葫政办发〔2020〕23号) is `id`, by which gsearch calls a document; the
-- integer keys hold within this file only.

CREATE TABLE about (  -- how to ask, and what this is; read it first
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
);

CREATE TABLE issues (
  issue INTEGER PRIMARY KEY,
  file TEXT NOT NULL UNIQUE,
  year INTEGER,
  number INTEGER,
  serial INTEGER,      -- 总第几期
  published TEXT,
  format TEXT NOT NULL
);

CREATE TABLE documents (
  document INTEGER PRIMARY KEY,
  issue INTEGER NOT NULL REFERENCES issues (issue),
  id TEXT NOT NULL,    -- the number where there is one; not unique where two issues print it
  number TEXT,         -- 发文字号
  agency_code TEXT,
  year INTEGER,
  serial INTEGER,
  title TEXT NOT NULL,
  toc_title TEXT,      -- as the contents have it
  genre TEXT,          -- 文种
  issuer TEXT,         -- 发文机关
  signed_date TEXT,    -- 成文日期
  addressee TEXT,      -- 主送机关
  disclosure INTEGER NOT NULL,
  page INTEGER,        -- in the contents
  first_line INTEGER NOT NULL,
  last_line INTEGER NOT NULL,
  printed_number TEXT, -- where the number is unclear
  machine_read INTEGER NOT NULL,
  status TEXT          -- what the documents held say of its being in force
);
CREATE INDEX documents_id ON documents (id);
CREATE INDEX documents_issue ON documents (issue);

CREATE TABLE blocks (  -- headings, paragraphs, items, tables, as printed
  block INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES documents (document),
  position INTEGER NOT NULL,
  kind TEXT NOT NULL,
  text TEXT NOT NULL,  -- rows of a table by line feeds, cells by tabs
  path TEXT NOT NULL,  -- headings above, outermost first
  level INTEGER NOT NULL,
  marker TEXT NOT NULL,
  part INTEGER NOT NULL, -- 0 for the document itself, n for its n-th attachment
  first_line INTEGER NOT NULL,
  last_line INTEGER NOT NULL,
  page INTEGER         -- of the file, where it has pages
);
CREATE INDEX blocks_document ON blocks (document);

CREATE TABLE citations (
  citation INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES documents (document),
  block INTEGER REFERENCES blocks (block),
  number TEXT NOT NULL,
  raw TEXT NOT NULL,
  title TEXT,
  relation TEXT NOT NULL, -- basis, cites, amends, repeals
  scope TEXT NOT NULL,
  article TEXT,
  first_line INTEGER NOT NULL,
  last_line INTEGER NOT NULL,
  held INTEGER NOT NULL
);
CREATE INDEX citations_document ON citations (document);
CREATE INDEX citations_number ON citations (number);

CREATE TABLE duties (  -- who has to do what by when
  duty INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES documents (document),
  task TEXT NOT NULL,
  path TEXT NOT NULL,
  leaders TEXT NOT NULL,
  terms TEXT NOT NULL, -- 完成时限 as printed
  last_day TEXT,       -- by which all is due
  first_line INTEGER NOT NULL,
  last_line INTEGER NOT NULL
);
CREATE INDEX duties_document ON duties (document);

CREATE TABLE duty_units (
  duty_unit INTEGER PRIMARY KEY,
  duty INTEGER NOT NULL REFERENCES duties (duty),
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  printed TEXT NOT NULL,
  role TEXT NOT NULL  -- lead 牵头, responsible 责任, cooperating 配合
);
CREATE INDEX duty_units_duty ON duty_units (duty);
CREATE INDEX duty_units_name ON duty_units (name);

CREATE TABLE statements ( -- what a text says of the life of documents
  statement INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES documents (document),
  block INTEGER REFERENCES blocks (block),
  kind TEXT NOT NULL,  -- repealed, partly_repealed, amended, effective, expires, term
  about TEXT NOT NULL, -- self, a number, 《a title》, or nothing
  title TEXT,
  scope TEXT NOT NULL,
  text TEXT NOT NULL,
  day TEXT,
  grain TEXT NOT NULL,
  event TEXT NOT NULL,
  days INTEGER NOT NULL,
  months INTEGER NOT NULL,
  first_line INTEGER NOT NULL,
  last_line INTEGER NOT NULL
);
CREATE INDEX statements_document ON statements (document);
CREATE INDEX statements_about ON statements (about);
