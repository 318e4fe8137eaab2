"""`gsearch browse`, full screen: the query, the hits, the document at the hit.

Only `app`, `panes` and `dialogs` know textual; what is asked (`asking`), narrowed (`narrowing`),
drawn (`drawing`) and taken along (`collecting`) is tried without a screen.
"""
