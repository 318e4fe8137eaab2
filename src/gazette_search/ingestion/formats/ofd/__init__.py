"""OFD files (GB/T 33190-2016), the format that offices sign and archive."""
