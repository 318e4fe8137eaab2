"""The fields by which a document is found."""

WORD = "word"  # dictionary words and the words inside them, of the content
GRAM = "gram"  # single units and pairs of neighbours, of the content
FORM = "form"  # the same of masthead, addressee, signature and other elements of form

FIELDS = (WORD, GRAM, FORM)
