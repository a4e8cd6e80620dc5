"""The bar that says that the current field is left out of the counts, and overrules it by a click."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget

from rbc_desk.core.counting.field_fitness import UNRATED, FieldFitness
from rbc_desk.core.history.changes import Topic
from rbc_desk.services.smears import fitness
from rbc_desk.ui.kit.disabled_reasons import permit
from rbc_desk.ui.kit.language import translated
from rbc_desk.ui.pages.follower import Follower
from rbc_desk.ui.state.app_context import AppContext
from rbc_desk.ui.widgets.texts import button
from rbc_desk.ui.widgets.warning import WarningBanner


class FitnessBar(WarningBanner):
    """Visible while the current smear is rated unfit, whether it is left out or counted by a reader's word.

    `page` is the widget whose visibility decides whether the bar follows changes. `narrow`: the button stands below
    the text, for a column.
    """

    def __init__(self, context: AppContext, *, page: QWidget, name: str, narrow: bool = False) -> None:
        super().__init__(name=name)
        self._context = context
        self._fitness = UNRATED
        self.button = button("", name=f"{name}Button")
        if narrow:
            self.box.addWidget(self.button, alignment=Qt.AlignmentFlag.AlignLeft)
        else:
            self.row.addWidget(self.button, alignment=Qt.AlignmentFlag.AlignTop)
        self.button.clicked.connect(self.toggle)
        self._follower = Follower(context, widget=page, topics={Topic.SMEARS, Topic.CELLS, Topic.PROJECT})
        for signal in (
            self._follower.changed,
            self._follower.caught_up,
            self._follower.project_changed,
            self._follower.smear_changed,
            self._follower.forgotten,
        ):
            signal.connect(self.refresh)

    @Slot()
    def refresh(self, *_: object) -> None:
        """Read the rating of the current smear again."""
        self._fitness = self._known()
        self.show_text(self._text())
        self.button.setText(self.tr("Leave out again") if self._fitness.overruled_by else self.tr("Count anyway"))
        permit(self.button, can=bool(self._fitness.faults), why_not=self._context.why_not_edit)

    def _known(self) -> FieldFitness:
        project, smear_id = self._context.project, self._context.smear_id
        info = next((smear for smear in self._context.counting.smears() if smear.id == smear_id), None)
        if project is None or info is None:
            return UNRATED
        found = self._context.guard(fitness.known, project, smears=[info])
        return found[smear_id] if found is not None else UNRATED

    def _text(self) -> str:
        one = self._fitness
        if not one.faults:
            return ""
        if one.overruled_by:
            return self.tr("This field is {0}.").format(translated(one.note))
        return self.tr("This field is {0}. Its cells are not counted.").format(translated(one.note))

    @Slot()
    def toggle(self) -> None:
        """Have the field counted all the same, or left out again."""
        smear_id = self._context.smear_id
        step = fitness.restore if self._fitness.overruled_by else fitness.overrule
        self._context.commit(lambda project: step(project, smear_ids=[smear_id]))
