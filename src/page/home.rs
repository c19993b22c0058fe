//! The start page.

use maud::{Markup, html};

use super::route::{LibraryView, Place, Route, View};
use super::words::Lang;

/// A notice of our own invention, in `www/samples/`.
struct Sample {
    /// Its key in links, instead of one made from its bytes: such a link can be shown without the reader's help.
    key: &'static str,
    file: &'static str,
    title: [&'static str; 2],
    about: [&'static str; 2],
}

const SAMPLES: [Sample; 3] = [
    Sample {
        key: "sample-tabbed",
        file: "samples/yunchuan.txt",
        title: ["云川市政府工作报告责任分解", "Yunchuan: the government's yearly plan"],
        about: ["制表符分栏，三个附件，* 为牵头单位", "Columns set by tabs, three attachments, * marks the lead"],
    },
    Sample {
        key: "sample-stacked",
        file: "samples/qingyu.txt",
        title: ["青屿县目标任务责任分解", "Qingyu: targets by leader"],
        about: ["从网页复制，一格一行，一事多位领导", "Copied from a web page, a cell a line, several leaders a task"],
    },
    Sample {
        key: "sample-clauses",
        file: "samples/wangxi.txt",
        title: ["望溪区优化营商环境行动方案", "Wangxi: an action plan"],
        about: ["没有表格，分工写在句末括号里", "No table: brackets at the end of each task say who does it"],
    },
];

/// The file of the sample with this key.
pub(super) fn sample_file(key: &str) -> Option<&'static str> {
    SAMPLES.iter().find(|sample| sample.key == key).map(|sample| sample.file)
}

/// The key of the sample that the link `path` asks for, if `name` is its file.
pub(super) fn sample_key(path: &str, name: &str) -> Option<String> {
    let Place::Document(key, _) = Route::read(path).place else { return None };
    (sample_file(&key)? == name).then_some(key)
}

/// The start page.
pub(super) fn home(route: &Route, lang: Lang) -> Markup {
    let words = lang.words();
    html! {
        main.home {
            section.hero {
                h1 { (words.tagline) }
                p.lead { (words.lead_text) }
            }
            section.opening aria-label=(words.open_file) {
                div.dropzone {
                    svg.dropzone-icon viewBox="0 0 48 48" aria-hidden="true" {
                        path d="M13 5h16l8 8v30H13z M29 5v8h8 M19 22h12 M19 28h12 M19 34h7" {}
                    }
                    p.dropzone-text { (words.drop_here) }
                    button.primary type="button" data-pick { (words.open_file) }
                    a #many href=(route.bare(Place::Library(LibraryView::Tasks)).href()) { (words.many) }
                    p.quiet.private { (words.privacy) }
                }
                form.paste data-paste {
                    label for="paste-text" { (words.paste) }
                    textarea #paste-text name="text" rows="7" spellcheck="false" placeholder=(words.paste_hint)
                        aria-label=(words.paste_label) required {}
                    button type="submit" { (words.paste_open) }
                }
            }
            // The single file itself hides this: see style.css.
            p.quiet.get-single { (words.offline_hint) " " a href="fenjie.html" download="fenjie.html" { (words.get_single) } }
            section.samples aria-labelledby="samples-title" {
                h2 #samples-title { (words.samples) small { (words.samples_hint) } }
                ul {
                    @for sample in &SAMPLES {
                        @let place = Place::Document(sample.key.to_owned(), View::Table);
                        li { a href=(route.bare(place).href()) {
                            strong { (lang.pick(sample.title[0], sample.title[1])) }
                            span { (lang.pick(sample.about[0], sample.about[1])) }
                        } }
                    }
                }
            }
        }
    }
}
