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
    use crate::Span;
    use crate::read::{Area, BuiltIn, KnownFormat, Pages, Place, open_with};

    #[test]
    fn a_manuscript_arrives_as_it_left() {
        let page = "<!doctype html><title>题</title><nav>首页</nav><p hidden>藏</p><table><tr><th>序号<th>任务<tr><td rowspan=2>1\
                    <td>修路。<tr><td>架桥。</table>";
        let mut read = open_with(page.as_bytes(), "通知.html", &BuiltIn);
        if let Ok(manuscript) = &mut read {
            let area = Area { left: 1, top: 200, right: 3000, bottom: u16::MAX };
            let places = vec![Place { span: Span::new(0, 3), page: 1, area }];
            manuscript.pages = Pages { sizes: vec![(5953, 8419); 2], places };
        }
        assert!(read.as_ref().is_ok_and(|manuscript| manuscript.blocks.len() > 1 && !manuscript.notes.is_empty()));
        assert_eq!(unpack(&pack(&read)), Some(read));
        let refused = Err(Unreadable::Format(KnownFormat::Docx));
        assert_eq!(unpack(&pack(&refused)), Some(refused));
        assert_eq!(unpack(b"\x07"), None);
    }
}
