"""An issue in documents, and a document in its elements (GB/T 9704-2012)."""
