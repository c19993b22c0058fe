//! What holds the parts of an Office document together (ECMA-376, part 2: Open Packaging Conventions).

use super::container::resolve;
use super::xml::{Node, Xml};

/// A relationship of a part of a package.
pub(super) struct Link {
    /// What the part calls it.
    pub id: String,
    /// The last step of its type's address: `header`, `worksheet`.
    pub kind: String,
    /// The name of the member that it points to.
    pub target: String,
}

/// The relationships that `text` lists for the part `from`, without those that lead out of the package.
pub(super) fn links(text: &str, from: &str) -> Vec<Link> {
    let mut xml = Xml::new(text);
    let mut links = Vec::new();
    while let Some(node) = xml.next() {
        if let Node::Open(tag) = node
            && tag.name() == "Relationship"
            && tag.get("TargetMode").as_deref() != Some("External")
            && let (Some(id), Some(kind), Some(target)) = (tag.get("Id"), tag.get("Type"), tag.get("Target"))
        {
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            links.push(Link { id, kind, target: resolve(from, &target) });
        }
    }
    links
}
