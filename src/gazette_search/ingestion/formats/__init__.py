"""Files as offices have them, read into lines of text.

`read_source_text` looks at what a file holds, never at its name, and gives a `SourceText`: whole
paragraphs and table rows with the page that each stands on, or the print lines of a text file.
Nothing here is imported by a search.
"""
