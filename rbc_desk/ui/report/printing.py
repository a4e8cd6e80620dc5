"""Prints the sheets of a report."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

PRINT_DPI = 200


def a4_printer() -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    printer.setFullPage(True)
    return printer


def print_sheets(printer: QPrinter, sheets: Sequence[bytes]) -> bool:
    """Print PNG files, one on each page. False if the printer cannot be used."""
    painter = QPainter()
    if not painter.begin(printer):
        return False
    for number, data in enumerate(sheets):
        if number:
            printer.newPage()
        image = QImage.fromData(data)
        page = QRectF(printer.pageRect(QPrinter.Unit.DevicePixel))
        scale = min(page.width() / image.width(), page.height() / image.height())
        painter.drawImage(QRectF(0, 0, scale * image.width(), scale * image.height()), image)
    return painter.end()
