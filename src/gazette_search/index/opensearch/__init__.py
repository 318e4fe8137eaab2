"""The index on an OpenSearch cluster, asked through the port; for holdings beyond one machine."""
