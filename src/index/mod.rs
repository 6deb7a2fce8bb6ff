//! **index**: the checked zones of a plan in one file that is mapped into memory, so that a question about a place needs no layer to be read.
