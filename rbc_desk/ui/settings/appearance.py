"""Settings of appearance: language, theme, text size."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QComboBox, QWidget

from rbc_desk.ui.kit.language import LANGUAGES
from rbc_desk.ui.settings.section import Section
from rbc_desk.ui.state.app_context import AppContext

TEXT_SIZES = (80, 90, 100, 110, 125, 150, 175, 200)


class AppearanceSection(Section):
    """The language, the theme and the text size."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent=parent)
        self.set_title(self.tr("Appearance"))
        self.theme = QComboBox(objectName="themeBox")
        for name, text in (
            ("system", self.tr("System")),
            ("light", self.tr("Light")),
            ("dark", self.tr("Dark")),
        ):
            self.theme.addItem(text, name)
        self.language = QComboBox(objectName="languageBox")
        self.language.addItem(self.tr("System"), "system")
        for code, name in LANGUAGES.items():
            self.language.addItem(name, code)
        self.text_size = QComboBox(objectName="textSizeBox")
        for percent in TEXT_SIZES:
            self.text_size.addItem(f"{percent} %", percent)
        self.add(self.tr("Language"), self.language, about=self._about_language())
        self.add(self.tr("Theme"), self.theme, about=self.tr("System follows the setting of the operating system."))
        self.add(self.tr("Text size"), self.text_size, about=self.tr("Percent of the system's text size."))
        self.column.addStretch(1)
        self._show()
        self.language.activated.connect(lambda: context.change_settings(language=self.language.currentData()))
        self.theme.activated.connect(lambda: context.change_settings(theme=self.theme.currentData()))
        self.text_size.activated.connect(lambda: context.change_settings(text_size=self.text_size.currentData()))
        context.settings_changed.connect(self._show)

    def _about_language(self) -> str:
        about = self.tr(
            "The change takes effect immediately. The command line and exported files are always in English."
        )
        if not QFontDatabase.families(QFontDatabase.WritingSystem.Thai):
            about += " " + self.tr("No Thai font is installed on this computer. Install one, such as Loma or Noto.")
        return about

    @Slot(object)
    def _show(self, _fields: object = None) -> None:
        settings = self.context.settings
        self.language.setCurrentIndex(self.language.findData(settings.language))
        self.theme.setCurrentIndex(self.theme.findData(settings.theme))
        if self.text_size.findData(settings.text_size) < 0:  # a value edited in the file
            self.text_size.addItem(f"{settings.text_size} %", settings.text_size)
        self.text_size.setCurrentIndex(self.text_size.findData(settings.text_size))
