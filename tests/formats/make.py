#!/usr/bin/env python3
"""Makes documents in every format that fenjie reads from the notices of ../shared, with true tables.

    tests/formats/make.py FENJIE OUT

FENJIE is the command line; OUT gets a folder for each kind of document, in it a file for each notice of
../shared/gold with tasks. What the documents say is what FENJIE reads in the notice's text, which scores 1.0 there
(tests/ratchets.toml): so what is tried is the formats alone. Needs python-docx, openpyxl and reportlab; with
LibreOffice and Chromium on the machine (soffice, chromium) also documents that they converted. tests/formats/score.sh makes them and scores them.

Tables have bands over all columns for the headings, cells merged over rows for leaders that repeat, cells of several
paragraphs and headers that repeat on each page.
"""

import html
import json
import pathlib
import shutil
import subprocess
import sys
import zipfile

import pdf

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SHARED = ROOT.parent / "shared"


def notice(fenjie, path):
    """A notice as blocks: ("p", words) and ("t", rows); a row is (kind, cells), a cell the lines in it."""
    parsed = json.loads(subprocess.check_output([fenjie, "parse", "--format", "json", path]))
    text = path.read_bytes()

    def words(spans):
        return [text[start:end].decode() for start, end in spans]

    first = min(task["spans"]["text"][0][0] for task in parsed["tasks"])
    headers = [s["start"] for s in parsed["segments"] if s["role"] in ("column-header", "heading") and s["start"] < first]
    blocks = [("p", line.strip()) for line in text[: min([first, *headers])].decode().splitlines() if line.strip()]
    tasks = parsed["tasks"]
    has = {field: any(task[field] for task in tasks) for field in ("leaders", "note", "deadline")}
    numbered = any("序号" in text[s["start"] : s["end"]].decode() for s in parsed["segments"] if s["role"] == "column-header")
    header = [["序号"]] if numbered else []
    header += [["重点工作"]] + ([["责任领导"]] if has["leaders"] else []) + [["责任单位"]]
    header += ([["完成时限"]] if has["deadline"] else []) + ([["备注"]] if has["note"] else [])
    attachment, section, rows, above = None, [], None, None
    for task in tasks:
        if rows is None or task["attachment"] != attachment:
            attachment, section, rows, above = task["attachment"], [], [("header", header)], None
            # The first attachment's own line ends what stands above its table.
            if attachment and any(kind == "t" for kind, _ in blocks):
                blocks.append(("p", attachment))
                blocks.append(("p", attachment.replace("附件", "分解表") + "重点工作责任分解"))
            blocks.append(("t", rows))
        shared = 0
        while shared < min(len(section), len(task["section"])) and section[shared] == task["section"][shared]:
            shared += 1
        for heading in task["section"][shared:]:
            rows.append(("band", [[heading]]))
            above = None
        section = task["section"]
        sentence = ["".join("".join(words(task["spans"]["text"])).split("\n"))]
        seq = task["seq"] or ""
        cells = [[seq]] if numbered else []
        if seq and not numbered:
            sentence[0] = f"{seq}. {sentence[0]}"
        cells.append(sentence)
        if has["leaders"]:
            leaders = [person["name"] for person in task["leaders"]]
            by_heading = any(name in "".join(section) for name in leaders)
            cells.append([] if by_heading else leaders)
        start, end = task["spans"]["units"][0][0], task["spans"]["units"][-1][1]
        units = "".join(text[start:end].decode().split())
        while start > 0 and text[:start].decode(errors="ignore").endswith(("*", "★")):
            start -= len(text[:start].decode(errors="ignore")[-1].encode())
            units = text[start : start + 1].decode() + units
        cells.append([units + ("等" if task["open_ended"] and not units.endswith("等") else "")])
        if has["deadline"]:
            cells.append([task["deadline"] or ""])
        if has["note"]:
            cells.append([task["note"] or ""])
        leader = len(cells) - 1 - sum(has[f] for f in ("deadline", "note")) - 1
        merged = has["leaders"] and above is not None and above == cells[leader] and bool(above)
        above = cells[leader] if has["leaders"] else None
        rows.append(("merged", cells, leader) if merged else ("row", cells))
    for rule in parsed["rules"]:
        blocks.append(("p", rule["text"]))
    closing = [s for s in parsed["segments"] if s["role"] in ("cc", "printed") and s["start"] > first]
    if closing:
        blocks += [("p", line.strip()) for line in text[closing[0]["start"] :].decode().splitlines() if line.strip()]
    return blocks


def spans(rows):
    """For each row that begins a merged leader's cell: its column and how many rows it takes."""
    out = {}
    for at, row in enumerate(rows):
        if row[0] == "merged":
            first = at
            while rows[first][0] == "merged":
                first -= 1
            column = row[2]
            out[first] = (column, at - first + 1)
    return out


def write_html(blocks, path, chrome, attributes=""):
    out = ["<!DOCTYPE html><html><head><meta charset='gb18030'><title>公文</title>"]
    out.append("<style>td { border: 1px solid }</style></head><body>")
    if chrome:
        out.append("<nav><ul><li>首页</li><li>政务公开</li></ul></nav>")
        out.append("<table width='100%'><tr><td class='left'>栏目</td><td>")
    for kind, value in blocks:
        if kind == "p":
            out.append(f"<p>&emsp;&emsp;{html.escape(value)}</p>")
            continue
        width = len(value[0][1])
        spanned = spans(value)
        out.append(f"<table {attributes}>")
        for at, row in enumerate(value):
            out.append("<tr>")
            if row[0] == "band":
                out.append(f"<td colspan={width}><b>{html.escape(row[1][0][0])}</b></td></tr>")
                continue
            for column, lines in enumerate(row[1]):
                if row[0] == "merged" and column == row[2]:
                    continue
                down = f" rowspan={spanned[at][1]}" if at in spanned and spanned[at][0] == column else ""
                out.append(f"<td{down}>" + "".join(f"<p>{html.escape(line)}</p>" for line in lines) + "</td>")
            out.append("</tr>")
        out.append("</table>")
    if chrome:
        out.append("</td></tr></table><footer>版权所有</footer>")
    out.append("</body></html>")
    path.write_bytes("\n".join(out).encode("gb18030"))


def write_docx(blocks, path):
    import docx
    from docx.enum.section import WD_ORIENT
    from docx.oxml import OxmlElement

    document = docx.Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    section.footer.paragraphs[0].text = "— 1 —"
    for kind, value in blocks:
        if kind == "p":
            document.add_paragraph(value)
            continue
        width = len(value[0][1])
        table = document.add_table(rows=len(value), cols=width)
        table.style = "Table Grid"
        cells = [list(row.cells) for row in table.rows]

        def fill(cell, lines):
            cell.text = lines[0] if lines else ""
            for line in lines[1:]:
                cell.add_paragraph(line)

        for at, row in enumerate(value):
            if row[0] == "header":
                table.rows[at]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
            if row[0] == "band":
                fill(cells[at][0].merge(cells[at][width - 1]), row[1][0])
                continue
            for column, lines in enumerate(row[1]):
                if not (row[0] == "merged" and column == row[2]):
                    fill(cells[at][column], lines)
        for at, (column, down) in spans(value).items():
            lines = value[at][1][column]
            merged = cells[at][column].merge(cells[at + down - 1][column])
            for extra in list(merged.paragraphs)[1:]:
                extra._p.getparent().remove(extra._p)
            fill(merged, lines)
    document.save(path)


def write_xlsx(blocks, path):
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "分解表"
    width = max(len(value[0][1]) for kind, value in blocks if kind == "t")
    at = 0
    for kind, value in blocks:
        if kind == "p":
            at += 1
            sheet.cell(at, 1, value)
            sheet.merge_cells(start_row=at, end_row=at, start_column=1, end_column=width)
            continue
        spanned = spans(value)
        for index, row in enumerate(value):
            at += 1
            if row[0] == "band":
                sheet.cell(at, 1, row[1][0][0])
                sheet.merge_cells(start_row=at, end_row=at, start_column=1, end_column=width)
                continue
            for column, lines in enumerate(row[1]):
                if row[0] == "merged" and column == row[2]:
                    continue
                words = "\n".join(lines)
                sheet.cell(at, column + 1, int(words) if words.isdigit() else words)
            if index in spanned:
                column, down = spanned[index]
                sheet.merge_cells(
                    start_row=at, end_row=at + down - 1, start_column=column + 1, end_column=column + 1
                )
    book.save(path)


def write_ofd(blocks, path):
    """Pages of A4 in landscape: text in 4 mm letters, tables with ruling lines that break between rows."""
    size, margin, bottom, right = 4.0, 20.0, 190.0, 280.0
    pages, objects, y = [], [], margin

    def text(x, y, words):
        step = max(len(words) - 1, 0)
        objects.append(
            f'<ofd:TextObject ID="1" Boundary="{x} {y} {len(words) * size + 1} {size}" Size="{size}">'
            f'<ofd:TextCode X="0" Y="{size * 0.86}" DeltaX="g {step} {size}">{html.escape(words)}</ofd:TextCode></ofd:TextObject>'
        )

    def line(x0, y0, x1, y1):
        objects.append(
            f'<ofd:PathObject ID="2" Boundary="{x0} {y0} {x1 - x0 + 0.3} {y1 - y0 + 0.3}" LineWidth="0.3">'
            f"<ofd:AbbreviatedData>M 0 0 L {x1 - x0} {y1 - y0}</ofd:AbbreviatedData></ofd:PathObject>"
        )

    def new_page():
        nonlocal objects, y
        text(140, bottom + 8, f"— {len(pages) + 1} —")
        pages.append("".join(objects))
        objects, y = [], margin

    def wrapped(words, width):
        most = int(width // size)
        return [words[i : i + most] for i in range(0, len(words), most)] or [""]

    for kind, value in blocks:
        if kind == "p":
            lines = wrapped("　　" + value, right - margin)
            for words in lines:
                if y + size * 1.6 > bottom:
                    new_page()
                indent = len(words) - len(words.lstrip("　"))
                text(margin + indent * size, y, words.lstrip("　"))
                y += size * 1.6
            continue
        columns = len(value[0][1])
        wide = 1 if columns > 2 and len(value[0][1][0][0]) == 2 and value[0][1][0][0] == "序号" else 0
        widths = [(right - margin - 110) / (columns - 1)] * columns
        widths[wide] = 110
        if wide:
            spare = widths[0] - 15
            widths[0] = 15
            widths[wide + 1] += spare
        xs = [margin]
        for width in widths:
            xs.append(xs[-1] + width)

        def draw(row):
            nonlocal y
            if row[0] == "band":
                cells = [wrapped(row[1][0][0], right - margin - 4)]
            else:
                cells = [
                    [piece for line_ in lines for piece in wrapped(line_, widths[c] - 4)] for c, lines in enumerate(row[1])
                ]
            height = max(len(lines) for lines in cells) * size * 1.4 + 3
            if y + height > bottom:
                new_page()
                if row[0] != "header":
                    draw(value[0])
            top = y
            line(margin, top, right, top)
            for c, lines in enumerate(cells):
                for n, words in enumerate(lines):
                    text(xs[c] + 2, top + 1.5 + n * size * 1.4, words)
            sides = [margin, right] if row[0] == "band" else xs
            for x in sides:
                line(x, top, x, top + height)
            y = top + height
            line(margin, y, right, y)

        for row in value:
            draw(row)
        y += size
    new_page()
    namespace = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "OFD.xml",
            f'<ofd:OFD {namespace} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>',
        )
        listed = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
        archive.writestr("Doc_0/Document.xml", f"<ofd:Document {namespace}><ofd:Pages>{listed}</ofd:Pages></ofd:Document>")
        for n, page in enumerate(pages):
            archive.writestr(
                f"Doc_0/Pages/Page_{n}/Content.xml",
                f"<ofd:Page {namespace}><ofd:Content><ofd:Layer ID='3'>{page}</ofd:Layer></ofd:Content></ofd:Page>",
            )


def main():
    fenjie, out = sys.argv[1], pathlib.Path(sys.argv[2])
    kinds = {
        "html": (".html", lambda blocks, path: write_html(blocks, path, False)),
        "html-portal": (".html", lambda blocks, path: write_html(blocks, path, True)),
        "docx": (".docx", write_docx),
        "xlsx": (".xlsx", write_xlsx),
        "ofd": (".ofd", write_ofd),
        "pdf-reportlab": (".pdf", pdf.write_reportlab),
    }
    for gold in sorted((SHARED / "gold").glob("*-assignments.jsonl")):
        blocks = notice(fenjie, SHARED / "notices" / f"{gold.stem}.txt")
        for kind, (ending, write) in kinds.items():
            folder = out / kind
            folder.mkdir(parents=True, exist_ok=True)
            write(blocks, folder / (gold.stem + ending))
        ruled = out / "ruled" / f"{gold.stem}.html"
        ruled.parent.mkdir(exist_ok=True)
        write_html(blocks, ruled, False, "border='1' cellspacing='0'")
        printed = out / "pdf-chromium" / f"{gold.stem}.pdf"
        printed.parent.mkdir(exist_ok=True)
        has_chromium = pdf.print_to_pdf(ruled, printed)
        # A text whose lines were those of pages gives pages of the same lines.
        words = (SHARED / "notices" / f"{gold.stem}.txt").read_text()
        if "\t" not in words and max(map(len, words.splitlines())) < pdf.LONGEST_LINE:
            flowed = out / "pdf-flowed" / f"{gold.stem}.pdf"
            flowed.parent.mkdir(exist_ok=True)
            pdf.write_flow(words, flowed)
    if not has_chromium:
        print("Chromium is not here: what it prints is left out")
    if not shutil.which("soffice"):
        print("LibreOffice is not here: what it converts is left out")
        sys.exit(3)
    for kind, source, target, ending in [
        ("docx-libreoffice", "html", "docx:Office Open XML Text", "docx"),
        ("html-libreoffice", "docx", "html:HTML (StarWriter)", "html"),
        ("xlsx-libreoffice", "xlsx", "xlsx:Calc MS Excel 2007 XML", "xlsx"),
        ("doc-libreoffice", "docx", "doc:MS Word 97", "doc"),
        ("doc-libreoffice-html", "ruled", "doc:MS Word 97", "doc"),
        ("xls-libreoffice", "xlsx", "xls:MS Excel 97", "xls"),
        ("pdf-libreoffice-docx", "docx", "pdf:writer_pdf_Export", "pdf"),
        ("pdf-libreoffice-html", "ruled", "pdf:writer_pdf_Export", "pdf"),
    ]:
        folder = out / kind
        folder.mkdir(parents=True, exist_ok=True)
        files = sorted((out / source).iterdir())
        filters = ["--infilter=HTML (StarWriter)"] if source in ("html", "ruled") else []
        subprocess.run(
            ["soffice", "--headless", *filters, "--convert-to", target, "--outdir", folder, *files],
            check=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    shutil.rmtree(out / "ruled")
    if not has_chromium:
        sys.exit(3)


main()
