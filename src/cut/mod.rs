//! **cut**: what remains of a mining right after red lines are taken out.
