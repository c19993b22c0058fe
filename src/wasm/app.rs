//! The page's door.
