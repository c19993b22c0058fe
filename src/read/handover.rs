//! What a build that reads a format hands to the one that asked for it: both are of one release, so the bytes need no
//! version.

use super::{Manuscript, Unreadable};

/// What became of a file, as bytes.
pub fn pack(read: &Result<Manuscript, Unreadable>) -> Vec<u8> {
    postcard::to_allocvec(read).expect("a manuscript is plain data of known length")
}

/// What [`pack`] packed, or `None` where it is something else.
pub fn unpack(bytes: &[u8]) -> Option<Result<Manuscript, Unreadable>> {
    postcard::from_bytes(bytes).ok()
}

#[cfg(all(test, feature = "formats"))]
mod tests {
    use super::*;
    use crate::read::{BuiltIn, KnownFormat, open_with};

    #[test]
    fn a_manuscript_arrives_as_it_left() {
        let page = "<!doctype html><title>题</title><nav>首页</nav><p hidden>藏</p><table><tr><th>序号<th>任务<tr><td rowspan=2>1\
                    <td>修路。<tr><td>架桥。</table>";
        let read = open_with(page.as_bytes(), "通知.html", &BuiltIn);
        assert!(read.as_ref().is_ok_and(|manuscript| manuscript.blocks.len() > 1 && !manuscript.notes.is_empty()));
        assert_eq!(unpack(&pack(&read)), Some(read));
        let refused = Err(Unreadable::Format(KnownFormat::Docx));
        assert_eq!(unpack(&pack(&refused)), Some(refused));
        assert_eq!(unpack(b"\x07"), None);
    }
}
