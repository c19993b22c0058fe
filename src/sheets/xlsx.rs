//! A workbook as XLSX.

use rust_xlsxwriter::{
    DocProperties, Format, FormatAlign, FormatBorder, IgnoreError, Url, Workbook as Xlsx, Worksheet, XlsxError,
};

use super::{CUT, Cell, Sheet, Workbook, cut};

/// Most UTF-16 code units in a cell (Excel specifications and limits).
const LONGEST_CELL: usize = 32_767;

/// Most rows of a sheet (Excel specifications and limits).
const MOST_ROWS: usize = 1_048_576;

/// A4, as the file format numbers paper.
const A4: u8 = 9;

/// Margins of a page in inches: some 1.3 cm, and room for the lines at the top and the bottom.
const MARGIN: f64 = 0.5;
const LINE_MARGIN: f64 = 0.8;
const EDGE: f64 = 0.3;

/// Height of a line of the default font, and the most that Excel gives a row, in points.
const LINE: f64 = 15.0;
const HIGHEST: f64 = 409.0;

/// Most characters at the top of a page: with its codes the line must stay under the 255 that Excel allows.
const LONGEST_PAGE_HEADER: usize = 90;

/// The file's bytes. They also hold the time at which it was made.
///
/// # Errors
/// The library's words, where the workbook is none: without sheets, or with names that [`super::Names`] did not give.
pub fn write(workbook: &Workbook) -> Result<Vec<u8>, String> {
    assemble(workbook).map_err(|error| error.to_string())
}

fn assemble(workbook: &Workbook) -> Result<Vec<u8>, XlsxError> {
    let styles = Styles::new();
    let mut xlsx = Xlsx::new();
    xlsx.set_properties(&DocProperties::new().set_title(cut(&workbook.title, 255)));
    for sheet in &workbook.sheets {
        let written = xlsx.add_worksheet();
        written.set_name(&sheet.name)?;
        fill(written, &workbook.title, sheet, &styles)?;
    }
    xlsx.save_to_buffer()
}

struct Styles {
    text: Format,
    head: Format,
    name: Format,
    title: Format,
    link: Format,
}

impl Styles {
    fn new() -> Self {
        let text = Format::new()
            .set_text_wrap()
            .set_align(FormatAlign::Top)
            .set_border(FormatBorder::Thin)
            .set_border_color(0x00C9_D1D9);
        Self {
            head: text.clone().set_bold().set_background_color(0x00EE_F2F6).set_align(FormatAlign::VerticalCenter),
            name: text.clone().set_font_color(0x0057_606A),
            title: Format::new().set_bold().set_font_size(14),
            link: text.clone().set_hyperlink(),
            text,
        }
    }
}

fn fill(written: &mut Worksheet, title: &str, sheet: &Sheet, styles: &Styles) -> Result<(), XlsxError> {
    for (column, &width) in (0..).zip(&sheet.widths) {
        // Two more for the arrow of the filter and the cell's own edges.
        written.set_column_width(column, (width + 2) as f64)?;
    }
    for (row, cells) in (0..).zip(sheet.rows.iter().take(MOST_ROWS)) {
        // Excel finds the heights of wrapped rows by itself, LibreOffice and some versions of WPS do not.
        let wrapped = cells.iter().zip(&sheet.widths).filter(|(cell, _)| !matches!(cell, Cell::Title(_)));
        let lines = wrapped.map(|(cell, &width)| cell.height(width)).max().unwrap_or(1);
        if lines > 1 {
            written.set_row_height(row, (lines as f64 * LINE + 3.0).min(HIGHEST))?;
        }
        for (column, cell) in (0..).zip(cells) {
            match cell {
                Cell::Text(words) => {
                    let style = if sheet.table && row == 0 { &styles.head } else { &styles.text };
                    written.write_string_with_format(row, column, cut(words, LONGEST_CELL), style)?
                }
                Cell::Name(words) => {
                    written.write_string_with_format(row, column, cut(words, LONGEST_CELL), &styles.name)?
                }
                Cell::Title(words) => {
                    written.write_string_with_format(row, column, cut(words, LONGEST_CELL), &styles.title)?
                }
                Cell::Count(count) => written.write_number_with_format(row, column, *count as f64, &styles.text)?,
                Cell::Link(words, to) => {
                    let link = Url::new(format!("internal:'{to}'!A1")).set_text(cut(words, LONGEST_CELL));
                    written.write_url_with_format(row, column, link, &styles.link)?
                }
            };
        }
    }
    let last = (sheet.rows.len().clamp(1, MOST_ROWS) - 1) as u32;
    let last_column = (sheet.widths.len().max(1) - 1) as u16;
    if sheet.rows.len() > MOST_ROWS {
        written.write_string_with_format(last, 0, CUT, &styles.text)?;
    }
    // The numbers of rows are words as printed; they are no mistake that Excel should mark.
    written.ignore_error_range(0, 0, last, last_column, IgnoreError::NumberStoredAsText)?;
    if sheet.table {
        written.set_freeze_panes(1, 0)?.set_repeat_rows(0, 0)?.autofilter(0, 0, last, last_column)?;
    }
    written
        .set_landscape()
        .set_paper_size(A4)
        .set_margins(MARGIN, MARGIN, LINE_MARGIN, LINE_MARGIN, EDGE, EDGE)
        .set_print_fit_to_pages(1, 0)
        .set_header(format!("&L{}", page_line(title)))
        .set_footer(format!("&L{}&R&P / &N", page_line(&sheet.name)));
    Ok(())
}

/// Words at the edge of a page, where `&` starts a code.
fn page_line(words: &str) -> String {
    cut(words, LONGEST_PAGE_HEADER).replace('&', "&&")
}
