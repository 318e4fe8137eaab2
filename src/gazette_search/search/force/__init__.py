"""效力 and references: who rests on whom, and what is still in force."""
