//! Fonts: from the bytes of a shown string to characters and how wide they are.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use hayro_cmap::{BfString, CMap, CMapName, CidFamily, load_embedded};
use hayro_font::kurbo::Vec2;
use hayro_font::{CMapResolverFn, Font, FontCache, FontGlyph, FontResolverFn, StandardFont};
use hayro_syntax::object::{Array, Dict, Name, Object, String as Bytes};

use super::blank;

/// The number of a glyph in a font of many glyphs has two bytes.
const MOST_GLYPHS: i64 = 0x1_0000;

/// Stands for what a font shows without saying which character it is.
const UNKNOWN: char = char::REPLACEMENT_CHARACTER;

/// The fonts of a document.
pub(super) struct Fonts<'a> {
    cache: FontCache<'a>,
    programs: FontResolverFn,
    cmaps: CMapResolverFn,
    /// By the bytes of their dictionaries, which lie in the document: their place tells them apart.
    faces: HashMap<(usize, usize), Option<Rc<Face<'a>>>>,
    standard: Option<Option<Rc<Face<'a>>>>,
    widths_left: i64,
}

impl<'a> Fonts<'a> {
    pub fn new() -> Self {
        let blank: Arc<Vec<u8>> = Arc::new(blank::font());
        Self {
            cache: FontCache::new(),
            programs: Arc::new(move |_| Some((blank.clone(), 0))),
            cmaps: Arc::new(load_embedded),
            faces: HashMap::new(),
            standard: None,
            widths_left: MOST_WIDTHS,
        }
    }

    /// The font of a font dictionary, unless nothing can be made of it.
    pub fn face(&mut self, dict: &Dict<'a>) -> Option<Rc<Face<'a>>> {
        let key = (dict.data().as_ptr() as usize, dict.data().len());
        if let Some(face) = self.faces.get(&key) {
            return face.clone();
        }
        let bloated = is_bloated(dict, &mut self.widths_left);
        let font = if bloated { None } else { self.cache.font(dict, &self.programs, &self.cmaps) };
        let face = font.map(|font| Rc::new(Face::new(font, Characters::of(dict), is_embedded(dict))));
        self.faces.insert(key, face.clone());
        face
    }

    /// What stands in where a page shows text without a font that can be had.
    pub fn standard(&mut self) -> Option<Rc<Face<'a>>> {
        let (cache, programs) = (&self.cache, &self.programs);
        let make =
            || cache.standard_font(StandardFont::Helvetica, programs).map(|font| Rc::new(Face::new(font, None, false)));
        self.standard.get_or_insert_with(make).clone()
    }
}

/// What the widths of all fonts together may ask for: a few bytes say it for thousands of glyphs (`first last width`), and
/// there is no need to say it more than once.
const MOST_WIDTHS: i64 = 30_000_000;

/// Takes what the widths of this font make the library write down off `left`, and says whether that is too much: they
/// may name glyphs that no font can have (ISO 32000-1, 9.2.4 and 9.7.4.3).
fn is_bloated(dict: &Dict, left: &mut i64) -> bool {
    let descendants = dict.get::<Array>(b"DescendantFonts");
    let descendant = descendants.and_then(|fonts| fonts.iter::<Dict>().next());
    let mut most = dict.get::<i64>(b"FirstChar").unwrap_or(0);
    for widths in [&b"W"[..], b"W2"].into_iter().filter_map(|key| descendant.as_ref()?.get::<Array>(key)) {
        let mut before = 0;
        for number in widths.iter::<Object>().map(|item| if let Object::Number(n) = item { n.as_i64() } else { 0 }) {
            // Whichever numbers are the first and the last of a range.
            *left -= (number - before).clamp(0, MOST_GLYPHS);
            before = number;
            most = most.max(number);
        }
    }
    most > MOST_GLYPHS || *left < 0
}

/// Whether a font's program is in the file (9.9), or its characters are drawn by the file itself (9.6.5).
fn is_embedded(dict: &Dict) -> bool {
    let descendants = dict.get::<Array>(b"DescendantFonts");
    let descendant = descendants.and_then(|fonts| fonts.iter::<Dict>().next());
    let descriptor = descendant.as_ref().unwrap_or(dict).get::<Dict>(b"FontDescriptor");
    let programs = [&b"FontFile"[..], b"FontFile2", b"FontFile3"];
    dict.get::<Name>(b"Subtype").as_deref() == Some(b"Type3")
        || descriptor.is_some_and(|descriptor| programs.iter().any(|key| descriptor.contains_key(*key)))
}

/// A font, and what it has been asked so far.
pub(super) struct Face<'a> {
    font: Font<'a>,
    characters: Option<Characters>,
    embedded: bool,
    known: RefCell<HashMap<u32, Shown>>,
}

/// What a code shows.
#[derive(Clone)]
pub(super) struct Shown {
    /// Usually one character; none for control characters, several for a ligature.
    pub characters: Rc<str>,
    /// The way to the next, in thousandths of the font's size: to the right, or up (below 0: down) in vertical text.
    pub advance: Vec2,
    /// From where the character is placed to where its own origin is, in the same measure: not 0 in vertical text.
    pub displacement: Vec2,
}

impl<'a> Face<'a> {
    fn new(font: Font<'a>, characters: Option<Characters>, embedded: bool) -> Self {
        Self { font, characters, embedded, known: RefCell::default() }
    }

    /// Whether the shapes of its characters are in the file.
    pub fn is_embedded(&self) -> bool {
        self.embedded
    }

    pub fn is_horizontal(&self) -> bool {
        self.font.is_horizontal()
    }

    /// The code that begins at a byte of a string, and how many bytes it takes.
    pub fn code(&self, bytes: &[u8], at: usize) -> (u32, usize) {
        let unit = |at: usize| Some(u32::from(u16::from_be_bytes([*bytes.get(at)?, *bytes.get(at + 1)?])));
        if let (Some(Characters::Utf16), Some(first)) = (&self.characters, unit(at)) {
            // By the map a character that it lacks would be two.
            return match unit(at + 2) {
                Some(second) if (0xd800..0xdc00).contains(&first) => (first << 16 | second, 4),
                _ => (first, 2),
            };
        }
        let (code, taken) = self.font.read_code(bytes, at);
        (code, taken.max(1))
    }

    pub fn shown(&self, code: u32) -> Shown {
        if let Some(shown) = self.known.borrow().get(&code) {
            return shown.clone();
        }
        let shown = Shown {
            characters: self.characters(code),
            advance: self.font.code_advance(code),
            displacement: self.font.origin_displacement(code),
        };
        self.known.borrow_mut().insert(code, shown.clone());
        shown
    }

    fn characters(&self, code: u32) -> Rc<str> {
        let stated = || match self.font.glyph(self.font.map_code(code), code) {
            FontGlyph::Outline(glyph) => glyph.as_unicode(),
            FontGlyph::Type3(glyph) => glyph.as_unicode(),
        };
        let useful = |found: &BfString| !matches!(found, BfString::Char('\0'));
        let by_code = self.characters.as_ref().and_then(|characters| characters.character(code));
        let found = by_code.filter(useful).or_else(stated).filter(useful);
        let words = match found {
            Some(BfString::Char(c)) => c.to_string(),
            Some(BfString::String(words)) => words,
            None => UNKNOWN.to_string(),
        };
        words.chars().filter(|c| !c.is_control()).map(printed).collect::<String>().into()
    }
}

/// How the codes of a font of many glyphs are characters, where it does not say so itself (ISO 32000-1, 9.10.2). The
/// library asks that only for fonts that are not in the file; but programs of before 2010 put Chinese fonts into it
/// without any other word on what their glyphs are.
enum Characters {
    /// The codes are UTF-16.
    Utf16,
    /// By the collection that the font belongs to.
    Collected {
        /// From codes to numbers of glyphs; `None` where they are the same.
        numbers: Option<Box<CMap>>,
        unicode: Box<CMap>,
    },
}

impl Characters {
    fn of(dict: &Dict) -> Option<Self> {
        if dict.contains_key(b"ToUnicode") {
            return None;
        }
        let descendant = dict.get::<Array>(b"DescendantFonts")?.iter::<Dict>().next()?;
        let cmap = |data: &[u8]| CMap::parse(data, load_embedded).map(Box::new);
        let numbers = match dict.get::<Object>(b"Encoding")? {
            Object::Name(name) if is_utf16(&name) => return Some(Self::Utf16),
            Object::Name(name) => match CMapName::from_bytes(&name) {
                CMapName::IdentityH | CMapName::IdentityV => None,
                name => Some(cmap(load_embedded(name)?)?),
            },
            Object::Stream(stream) => Some(cmap(&stream.decoded_data().ok()?)?),
            _ => return None,
        };
        let stated = numbers.as_ref().and_then(|cmap| cmap.metadata().character_collection.as_ref());
        let known = |family: CidFamily| family.ucs2_cmap();
        let unicode = stated.and_then(|collection| known(collection.family.clone())).or_else(|| {
            let info = descendant.get::<Dict>(b"CIDSystemInfo")?;
            let (registry, ordering) = (info.get::<Bytes>(b"Registry")?, info.get::<Bytes>(b"Ordering")?);
            known(CidFamily::from_registry_ordering(registry.as_bytes(), ordering.as_bytes()))
        })?;
        Some(Self::Collected { numbers, unicode: cmap(load_embedded(unicode)?)? })
    }

    fn character(&self, code: u32) -> Option<BfString> {
        match self {
            Self::Utf16 => {
                let units = [(code >> 16) as u16, code as u16];
                let units = if units[0] == 0 { &units[1..] } else { &units[..] };
                char::decode_utf16(units.iter().copied()).next()?.ok().map(BfString::Char)
            }
            Self::Collected { numbers, unicode } => {
                let number = match numbers {
                    Some(cmap) => (1..=4).find_map(|length| cmap.lookup_cid_code(code, length))?,
                    None => code,
                };
                unicode.lookup_bf_string(number)
            }
        }
    }
}

/// Whether a map of this name (ISO 32000-1, table 118) is one from UTF-16: UniGB-UCS2-H, UniGB-UTF16-V.
fn is_utf16(name: &[u8]) -> bool {
    name.starts_with(b"Uni")
        && [&b"-UCS2-"[..], b"-UTF16-"].iter().any(|form| memchr::memmem::find(name, form).is_some())
}

/// The character that a reader sees. Fonts have one glyph for a radical and the character of the same shape, and some
/// programs note down the radical (Unicode 16, CJK Radicals Supplement and Kangxi Radicals); hyphens that are shown are
/// hyphens, and spaces spaces.
fn printed(c: char) -> char {
    let paired = |pairs: &str| pairs.chars().skip_while(|&other| other != c).nth(1).unwrap_or(c);
    match c {
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' => ' ',
        '\u{ad}' | '\u{2010}' | '\u{2011}' => '-',
        KANGXI_FIRST..='\u{2fd5}' => KANGXI.chars().nth(c as usize - KANGXI_FIRST as usize).unwrap_or(c),
        '\u{2e80}'..='\u{2ef3}' => paired(SUPPLEMENT),
        '\u{3400}'..='\u{4dbf}' => paired(SHARED),
        _ => c,
    }
}

const KANGXI_FIRST: char = '\u{2f00}';

/// The characters of the Kangxi radicals in order; 户 as fonts of the mainland draw it.
const KANGXI: &str = "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广\
    廴廾弋弓彐彡彳心戈户手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石\
    示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶\
    隹雨青非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黄黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";

/// Rare characters that a common font draws with the glyph of a usual one (those of Noto Sans CJK SC that share one), each
/// before that.
const SHARED: &str = "㫚曶㬵胶㬺幐㮣槩";

/// Radicals of the supplement that are also whole characters, each before that character.
const SUPPLEMENT: &str = "⺁厂⺄乙⺒巳⺓幺⺛旡⺜曰⺝月⺟母⺠民⺬示⻁虎⻄西⻅见⻆角⻇角⻉贝⻋车⻑長⻓长⻔门⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾\
    ⻬齐⻮齿⻰龙⻳龟";
