"""The line above the picture: which smear this is, the way to its neighbours, and how it is shown."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from rbc_desk.core.cells import SmearInfo
from rbc_desk.ui.pages.label_views import LabelView, LabelViews
from rbc_desk.ui.theme import GRID, heading_font, tabular_font
from rbc_desk.ui.widgets.texts import quiet


class SmearStrip(QWidget):
    """Shows a smear's name and place among all, the switch of views, and the tools of the view in front."""

    stepped = Signal(int)  # the smear to go to

    def __init__(
        self,
        *,
        previous: QAction,
        next_: QAction,
        views: LabelViews,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("smearStrip")
        self.name = QLabel(objectName="smearName")
        self.name.setFont(heading_font(scale=1.0))
        self.place = quiet("")
        self.place.setObjectName("smearPlace")
        self.place.setFont(tabular_font())
        self.name.setMinimumWidth(2 * GRID)  # in a narrow window these give way to the buttons
        self.place.setMinimumWidth(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(GRID, GRID // 2, GRID, GRID // 2)
        layout.setSpacing(GRID // 2)
        layout.addWidget(_arrow(previous, Qt.ArrowType.LeftArrow, name="previousSmearButton"))
        layout.addWidget(_arrow(next_, Qt.ArrowType.RightArrow, name="nextSmearButton"))
        layout.addSpacing(GRID // 2)
        layout.addWidget(self.name)
        layout.addSpacing(GRID // 2)
        layout.addWidget(self.place)
        layout.addStretch(1)
        self._tools = QHBoxLayout()
        self._tools.setSpacing(GRID // 2)
        layout.addLayout(self._tools)
        self._previous, self._next = previous, next_
        self._before = self._after = 0  # the smears to step to; 0 for none
        previous.triggered.connect(lambda: self.stepped.emit(self._before))
        next_.triggered.connect(lambda: self.stepped.emit(self._after))
        self._views = views
        self._switch = QHBoxLayout()
        self._switch.setSpacing(0)
        layout.insertLayout(0, self._switch)
        self._switched: list[QAction] = []
        views.changed.connect(self._on_view_changed)
        self._on_view_changed(views.current)

    @Slot(object)
    def _on_view_changed(self, view: LabelView) -> None:
        """The tools of the view in front; a switch as soon as there is more than one view."""
        actions = self._views.actions
        if len(actions) > 1:
            for action in actions[len(self._switched) :]:
                self._switch.addWidget(_button(action))
                self._switched.append(action)
        while (item := self._tools.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                if widget.property("ownTool"):
                    widget.deleteLater()
        for tool in view.tools():
            widget = _button(tool) if isinstance(tool, QAction) else tool
            widget.setProperty("ownTool", isinstance(tool, QAction))
            self._tools.addWidget(widget)
            widget.show()

    def show_smear(self, smears: Sequence[SmearInfo], *, smear_id: int) -> None:
        place = next((i for i, info in enumerate(smears) if info.id == smear_id), None)
        self._before = smears[place - 1].id if place else 0
        self._after = smears[place + 1].id if place is not None and place + 1 < len(smears) else 0
        self._previous.setEnabled(bool(self._before))
        self._next.setEnabled(bool(self._after))
        if place is None:
            self.name.setText("")
            self.place.setText("")
            return
        info = smears[place]
        self.name.setText(info.name)
        self.name.setToolTip(info.name)
        parts = [
            self.tr("{n} of {smears}").format(n=place + 1, smears=len(smears)),
            f"{info.width} × {info.height} px",
        ]
        if info.um_per_px:
            parts.append(f"{info.um_per_px:.3f} µm/px")
        self.place.setText("   ".join(parts))


def _button(action: QAction) -> QToolButton:
    button = QToolButton(objectName=action.objectName())
    button.setDefaultAction(action)
    button.setProperty("bar", True)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button


def _arrow(action: QAction, arrow: Qt.ArrowType, *, name: str) -> QToolButton:
    button = QToolButton(objectName=name, arrowType=arrow)
    button.setDefaultAction(action)
    button.setArrowType(arrow)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
    button.setProperty("bar", True)
    button.setAccessibleName(action.text())
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
