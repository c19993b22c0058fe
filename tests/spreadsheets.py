#!/usr/bin/env python3
"""Opens what fenjie exports in programs that people use: openpyxl and LibreOffice.

    python3 tests/spreadsheets.py FENJIE

FENJIE is the command line. What is not installed is left out, and said. Exit code 0: all was tried and is well;
1: something is wrong; 3: what was tried is well, but not all could be.
"""

import csv
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

# Formulas, in either width and behind white space, in every place that a table has; and a unit whose name no sheet can
# have.
NOTICE = """关于印发重点工作责任分解的通知

附件

任务分解

序号\t重点工作\t责任单位\t备注\t=资金来源
1\t=cmd|'/c calc'!A1新建小学2所。\t*区教育局、区住建局\t=1+1\t@SUM(1)
2\t+1+1改造公路36公里。\t区交通局\t ＝HYPERLINK("x")\t-1
3\t-2-2招聘教师。\t区人社局、=1+1局\t＋1\t＝1
4\t@SUM(1+1)*植树<b>造林</b>&抚育。\t各镇（街道）人民政府、“甲/乙”[丙]:*?指挥部\t0012\t2026-03-09

注：标记*的为牵头单位
"""


def run(*command):
    """Runs a command, which must succeed."""
    subprocess.run([str(part) for part in command], check=True, capture_output=True, timeout=180)


def tasks_of(rows):
    """The cells under the heading of tasks."""
    column = rows[0].index("任务")
    return [row[column] for row in rows[1:]]


def with_openpyxl(openpyxl, folder, tasks):
    """The workbook has the words as printed, no formula, and what makes a sheet pleasant."""
    book = openpyxl.load_workbook(folder / "a.xlsx")
    assert book.sheetnames[:2] == ["概要", "任务"], book.sheetnames
    assert len({name.lower() for name in book.sheetnames}) == len(book.sheetnames)
    for sheet in book:
        assert len(sheet.title.encode("utf-16-le")) // 2 <= 31, sheet.title
        assert sheet.page_setup.orientation == "landscape" and str(sheet.page_setup.paperSize) == "9"
        no_formula(sheet)
    sheet = book["任务"]
    rows = [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert tasks_of(rows) == tasks, tasks_of(rows)
    assert all(isinstance(cell, str) for row in rows for cell in row), rows
    assert sheet.freeze_panes == "A2" and sheet.auto_filter.ref == sheet.dimensions
    assert sheet.print_title_rows == "$1:$1" and sheet["A1"].alignment.wrap_text
    widths = [dimension.width for dimension in sheet.column_dimensions.values()]
    assert max(widths) > 1.5 * min(widths), widths
    for row in book["单位"].iter_rows(min_row=2, max_col=1):
        link = row[0].hyperlink.location
        assert link.strip("'").removesuffix("'!A1") in book.sheetnames, link


def no_formula(sheet, name="a.xlsx"):
    """Whatever its words, no cell has become a formula."""
    for row in sheet.iter_rows():
        for cell in row:
            assert cell.data_type != "f", f"{name}: {sheet.title}!{cell.coordinate} runs: {cell.value}"


def with_libreoffice(office, openpyxl, folder, tasks):
    """LibreOffice reads the same words, and takes nothing for a formula in any format."""

    def convert(source, target, *options):
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        run(office, profile, "--headless", *options, "--convert-to", target, "--outdir", folder / "out", source)

    sheets = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    convert(folder / "a.xlsx", sheets)
    with open(folder / "out/a-任务.csv", encoding="utf-8", newline="") as file:
        assert tasks_of(list(csv.reader(file))) == tasks
    if openpyxl is None:
        return
    # As text in the separated formats and on the web page, where LibreOffice decides what a cell is.
    for name, reader in [
        ("a.csv", "CSV:44,34,76,1"),
        ("a.tsv", "CSV:9,34,76,1"),
        ("a.html", "HTML (StarCalc)"),
        ("a.xlsx", "Calc MS Excel 2007 XML"),
    ]:
        shutil.rmtree(folder / "out")
        convert(folder / name, "xlsx", f"--infilter={reader}")
        for sheet in openpyxl.load_workbook(folder / "out/a.xlsx"):
            no_formula(sheet, name)


def main():
    fenjie = Path(sys.argv[1]).resolve()
    missing = []
    try:
        import openpyxl
    except ImportError:
        openpyxl = None
        missing.append("openpyxl (pip install openpyxl)")
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        missing.append("LibreOffice (Debian: apt-get install libreoffice-calc-nogui)")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        notice = folder / "通知.txt"
        notice.write_text(NOTICE, encoding="utf-8")
        for format in ["xlsx", "csv", "tsv", "tasks"]:
            run(fenjie, "parse", "--format", format, "-o", folder / f"a.{format}", notice)
        run(fenjie, "report", "-o", folder / "a.html", notice)
        lines = (folder / "a.tasks").read_text(encoding="utf-8").splitlines()
        tasks = [json.loads(line)["task"]["text"] for line in lines]
        assert len(tasks) == 4 and tasks[0].startswith("=cmd|"), tasks
        for format, separator, encoding in [("csv", ",", "utf-8-sig"), ("tsv", "\t", "utf-8")]:
            with open(folder / f"a.{format}", encoding=encoding, newline="") as file:
                found = tasks_of(list(csv.reader(file, delimiter=separator)))
            assert found == ["'" + task for task in tasks], found
        print("Python's csv module: csv, tsv read back")
        if openpyxl:
            with_openpyxl(openpyxl, folder, tasks)
            print(f"openpyxl {openpyxl.__version__}: xlsx reads back, nothing runs")
        if office:
            with_libreoffice(office, openpyxl, folder, tasks)
            print("LibreOffice: xlsx reads back, nothing runs in xlsx, csv, tsv, html")
    for what in missing:
        print(f"SKIPPED: {what} is not installed")
    return 3 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
