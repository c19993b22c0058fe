"""PDFs from the blocks of make.py: by reportlab with a Chinese font that is not in the file, and by Chromium.

Pages are A4 in landscape. Tables are ruled; their headers repeat on each page, cells are merged over rows and columns, and
rows are cut where pages end.
"""

import html
import os
import shutil
import subprocess


def write_reportlab(blocks, path):
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    style = ParagraphStyle("cell", fontName="STSong-Light", fontSize=10.5, leading=15, wordWrap="CJK")
    indented = ParagraphStyle("text", parent=style, firstLineIndent=21, spaceAfter=3)
    document = SimpleDocTemplate(str(path), pagesize=landscape(A4))

    def number(canvas, document):
        canvas.setFont("STSong-Light", 9)
        canvas.drawCentredString(document.pagesize[0] / 2, 30, f"— {document.page} —")

    story = []
    for kind, value in blocks:
        if kind == "p":
            story.append(Paragraph(html.escape(value), indented))
            continue
        width = len(value[0][1])
        wide = 1 if value[0][1][0] == ["序号"] else 0
        rest = (document.width - 260 - 40 * wide) / (width - 1 - wide)
        widths = [40] * wide + [260] + [rest] * (width - 1 - wide)
        rows, styles = [], [("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "TOP")]
        first = {}
        for at, row in enumerate(value):
            if row[0] == "band":
                rows.append([Paragraph(html.escape(row[1][0][0]), style)] + [""] * (width - 1))
                styles.append(("SPAN", (0, at), (-1, at)))
                continue
            cells = [[Paragraph(html.escape(line), style) for line in lines] for lines in row[1]]
            if row[0] == "merged":
                cells[row[2]] = ""
                styles = [s for s in styles if not (s[0] == "SPAN" and s[1] == (row[2], first[row[2]]))]
                styles.append(("SPAN", (row[2], first[row[2]]), (row[2], at)))
            else:
                first = dict.fromkeys(range(width), at)
            rows.append(cells)
        story.append(LongTable(rows, colWidths=widths, repeatRows=1, style=styles))
    document.build(story, onFirstPage=number, onLaterPages=number)


# Characters of the longest line that fits on a page of write_flow, with some room.
LONGEST_LINE = 64


def write_flow(words, path):
    """Each line of text as a line of the page, in a font that is not in the file: as a page without any ruling lines."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen import canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    page = canvas.Canvas(str(path), pagesize=A4)
    size, left, top, bottom = 8, 40, 800, 60
    y = top
    for line in words.splitlines():
        if y < bottom or line.startswith("\f"):
            page.showPage()
            y = top
        if line.strip():
            page.setFont("STSong-Light", size)
            page.drawString(left, y, line.strip("\f").rstrip())
            y -= size * 1.6
    page.save()


def print_to_pdf(source, path):
    """Has Chromium print a web page. Says whether it is there."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not chromium:
        return False
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
    flags += ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-pdf-header-footer"]
    command = [chromium, *flags, f"--print-to-pdf={path}", source.resolve().as_uri()]
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run(command, check=True, timeout=120, **quiet)
    return True
