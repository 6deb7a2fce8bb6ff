//! **compare**: what changed between two runs, mine by mine, and why.
