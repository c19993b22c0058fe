//! Responsibility clauses in running text.
