"""What sees images of pages: an engine with its models, in a process of its own.

Nothing here is imported by the program itself: `recognition.reading` starts `serving` and asks it.
"""
