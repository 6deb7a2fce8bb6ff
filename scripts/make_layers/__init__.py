"""Makes the shipped layer sets again: see scripts/make-layers."""
