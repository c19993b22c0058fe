//! What the whole engine shows and makes beyond what a notice opens with.

mod checks;
mod save;

use maud::Markup;

use super::Scene;
pub use save::{File, Step};

/// Adds the regions of the further views.
pub(super) fn render(scene: &Scene, regions: &mut Vec<(&'static str, Markup)>) {
    regions.push(("checks", checks::checks(scene)));
}
