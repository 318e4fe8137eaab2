"""Side by side with the obvious build and its peers: time, memory, index size and ranking.

Run with `python -m benchmarks` from the repository; README.md says what is measured and how.
"""
