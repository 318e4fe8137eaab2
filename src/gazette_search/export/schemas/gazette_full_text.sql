-- Full text. What is indexed is not the text but its pieces (see export/database.py), so that a word
-- of two characters is found; what is read from these tables is the text. Never "rebuild" them.
CREATE VIRTUAL TABLE blocks_fts USING fts5 (
  text, content="blocks", content_rowid="block", tokenize="unicode61 remove_diacritics 0"
);
CREATE VIRTUAL TABLE documents_fts USING fts5 (
  title, number, issuer,
  content="documents", content_rowid="document", tokenize="unicode61 remove_diacritics 0"
);
