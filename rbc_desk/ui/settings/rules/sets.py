"""Settings of grades: the rule sets, shipped ones to read and own ones to edit."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QComboBox, QFileDialog, QFrame, QListWidget, QListWidgetItem, QWidget

from rbc_desk.core.counting.rule_sets import RuleSet
from rbc_desk.core.errors import RbcDeskError
from rbc_desk.core.history.changes import ChangeSet, Topic
from rbc_desk.services.grading.drafts import RuleSetDraft
from rbc_desk.services.grading.rule_set_files import Place, RuleSetFiles, StoredRuleSet
from rbc_desk.ui.kit.language import translated
from rbc_desk.ui.kit.theme import GRID, with_text
from rbc_desk.ui.settings.rules.drafts import RuleDrafts
from rbc_desk.ui.settings.rules.form import RuleSetForm
from rbc_desk.ui.settings.section import Section
from rbc_desk.ui.state.app_context import AppContext
from rbc_desk.ui.widgets.texts import Notice, button, quiet
from rbc_desk.ui.widgets.wrap import WrapRow

_KEY = Qt.ItemDataRole.UserRole
_LIST_HEIGHT = 22 * GRID
_VERSION_WIDTH = 48 * GRID  # as of the fields below
_TOML = "TOML (*.toml)"


class RuleSetsSection(Section):
    """What is typed is kept for each rule set until it is saved or discarded, also when the program is closed."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent=parent)
        self.set_title(self.tr("Grades"))
        self._sets: dict[str, StoredRuleSet] = {}
        self._drafts = RuleDrafts(context, self)
        self._removed: tuple[str, StoredRuleSet] | None = None
        self.list = QListWidget(objectName="ruleSetList", frameShape=QFrame.Shape.StyledPanel)
        self.list.setAccessibleName(self.tr("Rule sets"))
        self.list.setFixedHeight(_LIST_HEIGHT)
        self.duplicate = button(self.tr("Duplicate"), name="duplicateRulesButton")
        self.take = button(self.tr("Import…"), name="importRulesButton")
        self.export = button(self.tr("Export…"), name="exportRulesButton")
        self.remove = button(self.tr("Remove"), name="removeRulesButton")
        self.put_back = button(self.tr("Restore"), name="putBackRulesButton")
        self.notice = Notice("ruleSetNotice")
        self.versions = QComboBox(objectName="ruleVersionBox")
        self.rules = RuleSetForm(context)
        self.problem = quiet("", wrap=True)
        self.problem.setObjectName("ruleProblem")
        self.save = button(self.tr("Save new version"), name="saveRulesButton", primary=True)
        self.revert = button(self.tr("Discard draft"), name="revertRulesButton")
        self._lay_out()
        self._connect()
        self.refresh()

    # construction

    def _lay_out(self) -> None:
        about = self.tr(
            "Rules turn percentages into grades. Shipped rule sets cannot be changed; duplicate one to "
            "edit a copy. Each save is a new version, and earlier versions are kept."
        )
        self.column.insertWidget(1, quiet(about, wrap=True))
        self.column.insertWidget(2, self.list)
        row = WrapRow()
        for one in (self.duplicate, self.take, self.export, self.remove, self.put_back):
            row.addWidget(one)
        self.column.insertLayout(3, row)
        self.column.insertWidget(4, self.notice)
        self.put_back.hide()
        self.versions.setAccessibleName(self.tr("Version"))
        self.rules.form.insertRow(0, self.tr("Version"), self.versions)
        with_text(self.versions, lambda scale: self.versions.setMaximumWidth(round(_VERSION_WIDTH * scale)))
        self.column.addWidget(self.rules, 1)
        self.column.addWidget(self.problem)
        ends = WrapRow()
        ends.addWidget(self.save)
        ends.addWidget(self.revert)
        ends.add_stretch()
        self.column.addLayout(ends)

    def _connect(self) -> None:
        self.list.currentItemChanged.connect(self._on_chosen)
        self.duplicate.clicked.connect(self._on_duplicate)
        self.take.clicked.connect(self._on_import)
        self.export.clicked.connect(self._on_export)
        self.remove.clicked.connect(self._on_remove)
        self.put_back.clicked.connect(self._on_put_back)
        self.versions.activated.connect(self._on_version)
        self.rules.edited.connect(self._on_edited)
        self.save.clicked.connect(self._on_save)
        self.revert.clicked.connect(self._on_revert)
        self.context.project_changed.connect(self.refresh)
        self.context.reader_changed.connect(self.refresh)

    # display

    @property
    def files(self) -> RuleSetFiles:
        project = self.context.project
        return RuleSetFiles.of(project.folder if project is not None else None)

    @property
    def key(self) -> str:
        """The rule set that is shown, "" if there is none."""
        item = self.list.currentItem()
        return str(item.data(_KEY)) if item is not None else ""

    @Slot()
    def refresh(self, *_: object) -> None:
        """List the rule sets again; the one that is shown stays."""
        self._list(self.key)

    def _list(self, key: str) -> None:
        self._sets = {one.key: one for one in self.files.all()}
        self._drafts.read(self.files)
        self.list.blockSignals(True)
        self.list.clear()
        for one in self._sets.values():
            item = QListWidgetItem(self._line(one))
            item.setData(_KEY, one.key)
            self.list.addItem(item)
        self.list.setCurrentRow(max(0, list(self._sets).index(key) if key in self._sets else 0))
        self.list.blockSignals(False)
        self._on_chosen()

    def _line(self, one: StoredRuleSet) -> str:
        places = {
            Place.SHIPPED: self.tr("shipped"),
            Place.USER: self.tr("yours"),
            Place.PROJECT: self.tr("of this project"),
        }
        if one.rules is None:
            return self.tr("{0} ({1}, cannot be used)").format(one.key, places[one.place])
        edited = self.tr(" · draft, not saved") if one.key in self._drafts else ""
        version = self.tr("version {0}").format(one.rules.version)
        return f"{translated(one.title)} · {places[one.place]}, {version}{edited}"

    @Slot()
    def _on_chosen(self, *_: object) -> None:
        stored = self._sets.get(self.key)
        self.versions.clear()
        if stored is None:
            return
        for rules in self.files.versions(stored.key):
            self.versions.addItem(rules.version, rules)
        self.versions.setCurrentIndex(max(0, self._place_of_present(stored)))
        if stored.rules is not None:
            self._show(self._drafts.get(stored.key) or RuleSetDraft.of(stored.rules))
        self._say(stored)
        self._enable()

    def _place_of_present(self, stored: StoredRuleSet) -> int:
        return self.versions.findText(stored.rules.version) if stored.rules is not None else -1

    def _show(self, draft: RuleSetDraft) -> None:
        self.rules.show_draft(draft, editable=not self._is_shipped and not self._is_past)

    @property
    def _is_shipped(self) -> bool:
        stored = self._sets.get(self.key)
        return stored is None or stored.place is Place.SHIPPED

    @property
    def _is_past(self) -> bool:
        """Whether an earlier version is shown."""
        stored = self._sets.get(self.key)
        return stored is not None and self.versions.currentIndex() not in (-1, self._place_of_present(stored))

    def _say(self, stored: StoredRuleSet) -> None:
        if stored.rules is None:
            self.notice.show_text(translated(stored.problem))
        elif stored.place is Place.SHIPPED:
            self.notice.show_text(self.tr("Shipped rule sets cannot be changed. Duplicate it to edit a copy."))
        elif self._is_past:
            self.notice.show_text(self.tr("This is an earlier version. Save it to use it again."))
        else:
            self.notice.show_text(self._base_words(stored.rules))

    def _base_words(self, rules: RuleSet) -> str:
        """That the draft was made from another version than the present one, "" if it was not."""
        draft = self._drafts.get(self.key)
        if draft is None or draft.version == rules.version:
            return ""
        return self.tr(
            "This draft was made from version {0}, but the rule set now has version {1}. "
            "Save the draft to replace it by a new version, or discard the draft to see version {1}."
        ).format(draft.version, rules.version)

    @Slot()
    def _enable(self, *_: object) -> None:
        stored = self._sets.get(self.key)
        usable = stored is not None and stored.rules is not None
        self.duplicate.setEnabled(usable)
        self.export.setEnabled(usable)
        self.remove.setEnabled(stored is not None and stored.place is not Place.SHIPPED)
        edited = self.key in self._drafts
        problem = self._problem()
        kept = self.tr("This draft is kept when the program is closed. It is used once it is saved.")
        self.problem.setText(problem or (kept if edited else ""))
        self.save.setEnabled((edited and not problem) or (self._is_past and not self._is_shipped))
        self.revert.setEnabled(edited)

    def _problem(self) -> str:
        """Why what was typed cannot be saved, "" if it can."""
        draft = self._drafts.get(self.key)
        try:
            if draft is not None:
                draft.rule_set()
        except RbcDeskError as error:
            return f"{translated(error.message)} {translated(error.hint)}".strip()
        return ""

    def hideEvent(self, event: QHideEvent) -> None:
        self._drafts.write()
        super().hideEvent(event)

    # changes

    @Slot()
    def _on_edited(self, *_: object) -> None:
        stored = self._sets.get(self.key)
        if stored is None or stored.rules is None or self._is_shipped or self._is_past:
            return
        draft = self.rules.draft
        if draft == RuleSetDraft.of(stored.rules):
            self._drafts.discard(stored)
        else:
            self._drafts.keep(stored, draft)
        self.list.currentItem().setText(self._line(stored))
        self._enable()

    @Slot()
    def _on_version(self, *_: object) -> None:
        stored, rules = self._sets[self.key], self.versions.currentData()
        present = not self._is_past and stored.rules is not None
        draft = self._drafts.get(stored.key) if present else None
        self._show(draft or RuleSetDraft.of(rules))
        self._say(stored)
        self._enable()

    @Slot()
    def _on_save(self) -> None:
        key, draft = self.key, self._drafts.get(self.key)
        rules = draft.rule_set() if draft is not None and not self._is_past else self.versions.currentData()
        if self.context.guard(self.files.save_edited, key, rules) is not None:
            if not self._is_past:
                self._drafts.discard(self._sets[key])
            self._list(key)
            self._announce(rules)

    def _announce(self, rules: RuleSet) -> None:
        """Tell open sheets that rules changed. There is nothing to undo in the project."""
        if self.context.project is not None:
            op = self.tr("Rules: {0}").format(rules.name)
            self.context.bus.changed.emit(ChangeSet(op, more_topics=frozenset({Topic.PROJECT})))

    @Slot()
    def _on_revert(self) -> None:
        self._drafts.discard(self._sets[self.key])
        self._list(self.key)

    @Slot()
    def _on_duplicate(self) -> None:
        rules = self._sets[self.key].rules
        if rules is None:
            return
        name = self.tr("Copy of {0}").format(translated(rules.name))
        key = self.context.guard(self.files.duplicate, self.key, name=name)
        if key is not None:
            self._list(key)
            self.rules.name.setFocus()
            self.rules.name.selectAll()

    @Slot()
    def _on_remove(self) -> None:
        key, stored = self.key, self._sets[self.key]
        before = self.list.currentRow()
        self.context.guard(self.files.remove, key)
        self._list("")
        self.list.setCurrentRow(min(before, self.list.count() - 1))
        if stored.rules is not None:
            self._removed = key, stored
            self.put_back.setText(self.tr("Restore {0}").format(stored.rules.name))
            self.put_back.show()

    @Slot()
    def _on_put_back(self) -> None:
        if self._removed is None:
            return
        key, stored = self._removed
        self._removed = None
        self.put_back.hide()
        if stored.rules is not None:
            rules, place = stored.rules, stored.place
            self.context.guard(lambda: self.files.save(key, rules, to=place))
            self._list(key)

    # files

    @Slot()
    def _on_import(self) -> None:
        dialog = QFileDialog(self, self.tr("Import rule set"), "", _TOML)
        dialog.setObjectName("importRulesDialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda path: self.import_from(Path(path)))
        dialog.open()

    def import_from(self, path: Path) -> None:
        """Import a rule set and show it."""
        key = self.context.guard(self.files.take, path)
        if key is not None:
            self._list(key)

    @Slot()
    def _on_export(self) -> None:
        dialog = QFileDialog(self, self.tr("Export rule set"), f"{self.key}.toml", _TOML)
        dialog.setObjectName("exportRulesDialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        key = self.key
        dialog.fileSelected.connect(lambda path: self.context.guard(self.files.export, key, Path(path)))
        dialog.open()
