//! The npm package's door.
