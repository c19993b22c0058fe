//! What is said of files that give no text.

use super::Lang;
use crate::read::{KnownFormat, Unreadable};

impl Lang {
    /// Why a file gives no text, and what to do.
    pub fn unreadable(self, why: Unreadable) -> (&'static str, &'static str) {
        match (why, self) {
            (Unreadable::Format(format), _) => self.format(format),
            (Unreadable::Locked, Self::Zh) => (
                "这个文件有密码",
                "请用密码打开它（文档用 Word 或 WPS，PDF 用 PDF 阅读器），取消密码后另存一份，再打开那一份；也可以复制文字，粘贴到本页。",
            ),
            (Unreadable::Locked, Self::En) => (
                "This file has a password",
                "Open it with its password in Word, WPS or a PDF reader, save a copy without one and open that; or copy its text and paste it into this page.",
            ),
            (Unreadable::NoText, Self::Zh) => {
                ("这个文件里没有文字", "它的页面只有图片，多半是扫描件。请先做文字识别（OCR），再打开识别出的文本。")
            }
            (Unreadable::NoText, Self::En) => (
                "There are no words in this file",
                "Its pages are pictures, as in a scan. Run text recognition (OCR) on it and open the result.",
            ),
            (Unreadable::TooMuch, Self::Zh) => (
                "这个文件解压后过大",
                "里面的内容远远超出一份通知的篇幅，也可能是伪装的文件，所以没有打开。请复制需要的部分，粘贴到本页。",
            ),
            (Unreadable::TooMuch, Self::En) => (
                "This file unpacks to too much",
                "It holds far more than any notice, or only pretends to be one, so it was not opened. Copy the part that you need and paste it into this page.",
            ),
        }
    }

    /// What a file of a format that gives no text is, and what to do.
    fn format(self, format: KnownFormat) -> (&'static str, &'static str) {
        match (format, self) {
            (KnownFormat::Empty, Self::Zh) => ("这个文件是空的", "文件里一个字节也没有。请检查它是否下载或保存完整。"),
            (KnownFormat::Empty, Self::En) => {
                ("This file is empty", "It holds no bytes at all. Check that it was downloaded or saved completely.")
            }
            (KnownFormat::OldOffice, Self::Zh) => {
                ("这是读不出的旧版 Office 文件（Word 95 或更早、.ppt、.xlsb，或已损坏）", AS_DOCX_ZH)
            }
            (KnownFormat::OldOffice, Self::En) => (
                "This is an old Office file that cannot be read (Word 95 or before, .ppt, .xlsb, or damaged)",
                AS_DOCX_EN,
            ),
            (KnownFormat::OpenDocument, Self::Zh) => ("这是 OpenDocument 文件（.odt、.ods）", AS_DOCX_ZH),
            (KnownFormat::OpenDocument, Self::En) => ("This is an OpenDocument file (.odt, .ods)", AS_DOCX_EN),
            (KnownFormat::Rtf, Self::Zh) => ("这是 RTF 文件", AS_DOCX_ZH),
            (KnownFormat::Rtf, Self::En) => ("This is an RTF file", AS_DOCX_EN),
            (
                KnownFormat::Docx
                | KnownFormat::Xlsx
                | KnownFormat::Doc
                | KnownFormat::Xls
                | KnownFormat::Ofd
                | KnownFormat::Html
                | KnownFormat::Pdf,
                _,
            ) => self.damaged(),
            (KnownFormat::Locked, _) => self.unreadable(Unreadable::Locked),
            (KnownFormat::Mht, Self::Zh) => (
                "这是单个文件的网页存档（.mht）",
                "请用浏览器打开它，另存为“网页，仅 HTML（.html）”，再打开另存的那一份；也可以全选并复制，粘贴到本页。",
            ),
            (KnownFormat::Mht, Self::En) => (
                "This is a web archive (.mht)",
                "Open it in a browser, save it as “web page, HTML only” (.html) and open that; or select and copy everything and paste it into this page.",
            ),
            (KnownFormat::Pptx, Self::Zh) => ("这是演示文稿（.pptx）", "请把其中的文字复制后粘贴到本页。"),
            (KnownFormat::Pptx, Self::En) => {
                ("This is a presentation (.pptx)", "Copy its text and paste it into this page.")
            }
            (KnownFormat::Zip | KnownFormat::Archive, Self::Zh) => ("这是压缩包", "请先解压，再打开里面的通知。"),
            (KnownFormat::Zip | KnownFormat::Archive, Self::En) => {
                ("This is an archive", "Unpack it and open the notice inside.")
            }
            (KnownFormat::Image, Self::Zh) => ("这是图片", "图片里的文字要先识别（OCR）成文本，才能在这里打开。"),
            (KnownFormat::Image, Self::En) => {
                ("This is a picture", "Its words need text recognition (OCR) before they can be opened here.")
            }
            (KnownFormat::Binary, Self::Zh) => {
                ("这个文件不是文本", "请用编写它的软件打开，复制其中的文字，再粘贴到本页。")
            }
            (KnownFormat::Binary, Self::En) => (
                "This file is not text",
                "Open it in the program that made it, copy its words and paste them into this page.",
            ),
        }
    }

    /// What is said of a file of a format that is read, out of which this one gives nothing.
    fn damaged(self) -> (&'static str, &'static str) {
        match self {
            Self::Zh => (
                "这个文件已损坏",
                "文件内部的结构读不出来。请重新下载或重新传一份；也可以用 Word、WPS 等打开它，另存一份后再打开。",
            ),
            Self::En => (
                "This file is damaged",
                "Its inner structure cannot be read. Get it once more; or open it in Word, WPS or the like, save a copy and open that.",
            ),
        }
    }
}

/// What to do with files of word processors and spreadsheet programs that are not read.
const AS_DOCX_ZH: &str = "请在 Word、WPS 或 LibreOffice 中打开它，另存为“Word 文档（.docx）”或“Excel 工作簿（.xlsx）”，\
                          再打开另存的那一份；也可以全选并复制，粘贴到本页。";
const AS_DOCX_EN: &str = "Open it in Word, WPS or LibreOffice, save it as a Word document (.docx) or an Excel workbook (.xlsx) and \
                          open that; or select and copy everything and paste it into this page.";
