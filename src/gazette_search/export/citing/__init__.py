"""References to documents, in the styles that people and reference managers take."""
