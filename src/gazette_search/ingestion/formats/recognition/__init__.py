"""Pages that are images, read by a machine: scans, photographs, and text layers that tell lies.

What a machine sees (`seen`) is kept as it is and goes through the geometry of all other pages
(`placing`); the engine itself is in `seeing`.
"""
