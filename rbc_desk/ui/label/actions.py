"""The actions of the page Label with their keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, QPoint, Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from rbc_desk.core.cells.cell import CellKind
from rbc_desk.core.classes import ClassSet
from rbc_desk.ui.canvas import SmearCanvas
from rbc_desk.ui.keys.actions import LABEL_ACTIONS, command_id
from rbc_desk.ui.keys.keymap import native
from rbc_desk.ui.kit.icons import icon
from rbc_desk.ui.kit.language import translated
from rbc_desk.ui.kit.theme import class_icon
from rbc_desk.ui.label.edits import LabelEdits
from rbc_desk.ui.state.app_context import AppContext


class LabelActions(QObject):
    """Actions that work while the focus is in one of `widgets` (the page and its side panel)."""

    def __init__(
        self,
        context: AppContext,
        *,
        canvas: SmearCanvas,
        edits: LabelEdits,
        widgets: Sequence[QWidget],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._context, self._canvas, self._edits, self._widgets = context, canvas, edits, widgets
        self._smear_shown, self._picture_shown, self._circles_shown = False, True, True
        self._objects_shown = True
        self._can_detect, self._of_one_smear = False, True
        action_of = self._made
        self.previous = action_of("previousSmearAction", None)
        self.next = action_of("nextSmearAction", None)
        self.detect = action_of("detectButton", None)
        self.detect.setToolTip(self.tr("Find the cells of this smear. Reviewed cells are kept."))
        self.detect.setProperty("primary", True)
        self.add = action_of("addCellButton", None)
        self.add.setCheckable(True)
        self.add.setToolTip(
            self.tr("Drag outward from the centre of a cell, or click to add a cell of typical size (N)")
        )
        self.add.toggled.connect(canvas.set_draw_mode)
        canvas.draw_mode_changed.connect(self._on_draw_mode_changed)
        self.lasso = action_of("lassoButton", None)
        self.lasso.setCheckable(True)
        self.lasso.setToolTip(self.tr("Draw around cells to select them (L or Alt+drag)"))
        self.lasso.toggled.connect(canvas.set_lasso)
        canvas.lasso_changed.connect(self.lasso.setChecked)
        self.smear_view = action_of("smearViewAction", None)
        self.gallery_view = action_of("galleryViewAction", None)
        self.review_view = action_of("reviewViewAction", None)
        self.fit = action_of("fitButton", canvas.fit)
        self.one_to_one = action_of("oneToOneButton", lambda: canvas.zoom_to(1.0))
        self.calibrate = action_of("calibrateAction", None)
        self.calibrate.setCheckable(True)
        self.calibrate.setToolTip(self.tr("Calibrate the smear (micrometres per pixel)"))
        self.look = action_of("lookButton", None)
        self.look.setToolTip(self.tr("Brightness, contrast and white balance on the screen (B)"))
        self.circles = action_of("overlayButton", None)
        self.circles.setCheckable(True)
        self.circles.setChecked(True)
        self.circles.setToolTip(self.tr("Show or hide the circles (X). Hold H to hide them for a moment."))
        self.circles.toggled.connect(canvas.set_overlay_visible)
        self._make_outlines()
        self.confirm = action_of("confirmAction", edits.confirm)
        self.reject = action_of("rejectAction", edits.reject)
        self._make_kinds()
        self._make_questions()
        self.no_class = action_of("noClassAction", lambda: edits.give(None))
        self.select_all = action_of("selectAllAction", edits.select_all)
        self.sort = action_of("sortAction", None)
        self.classes: list[QAction] = []

    def _make_outlines(self) -> None:
        self.outlines = self._made("outlinesButton", None)
        self.outlines.setCheckable(True)
        self.outlines.setChecked(True)
        self.outlines.setToolTip(
            self.tr("Show the measured outline instead of a circle for cells that are clearly not round (Shift+X)")
        )
        self.outlines.toggled.connect(self._canvas.set_outlines)

    def _make_questions(self) -> None:
        """What tells more about the current cell."""
        self.why = self._made("whyAction", None)
        self.why.setCheckable(True)
        self.why.setEnabled(False)
        self.why.setToolTip(
            self.tr("Show which areas led to the prediction (W): bright areas support the predicted class")
        )
        self.similar = self._made("similarAction", None)
        self.control = self._made("controlCellAction", self._edits.toggle_control)
        self.control.setToolTip(
            self.tr("Other readers get a control cell in their review, to compare them with its class")
        )
        self.log = self._made("changeLogAction", None)
        self.log.setToolTip(self.tr("Show who changed this cell, when, and by hand or by which model"))

    def _make_kinds(self) -> None:
        action_of = self._made
        self.other_objects = action_of("otherObjectsAction", None)
        self.other_objects.setCheckable(True)
        self.other_objects.setToolTip(
            self.tr(
                "Show white cells, platelets and artefacts on the smear, "
                "and expand their groups in the gallery (Shift+O)"
            )
        )
        self.kinds = [
            action_of(name, partial(self._edits.set_kind, kind))
            for name, kind in (
                ("whiteCellAction", CellKind.WHITE),
                ("plateletAction", CellKind.PLATELET),
                ("artefactAction", CellKind.ARTEFACT),
                ("redCellAction", CellKind.RED),
            )
        ]

    def _made(self, name: str, slot: Callable[[], Any] | None) -> QAction:
        """The action with this name in the table of actions."""
        spec = LABEL_ACTIONS[name]
        text = QCoreApplication.translate("LabelActions", spec.text)
        action = self._make(name, text, slot, icon_name=spec.icon)
        if spec.sheet_text:  # the search has room for longer text than a button
            long_text = QCoreApplication.translate("KeySheet", spec.sheet_text).partition(":")[0]
            action.setProperty("words", long_text[:1].upper() + long_text[1:])
        return action

    def _make(
        self,
        name: str,
        text: str,
        slot: Callable[[], Any] | None,
        *,
        class_keys: Sequence[str] = (),
        icon_name: str = "",
    ) -> QAction:
        action = QAction(icon(icon_name), text, self, objectName=name)
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        id_ = command_id("label", name)
        self._context.keys.bind(action, id_=id_, scope="label", group=self.tr("Label"), keys=class_keys)
        action.setAutoRepeat(name in ("previousSmearAction", "nextSmearAction"))
        if keys := self._context.keys.keys_of(id_):
            action.setToolTip(f"{text} ({native(keys)})")
        if slot is not None:
            action.triggered.connect(lambda _checked=False: slot())
        for widget in self._widgets:
            widget.addAction(action)
        return action

    def set_classes(self, classes: ClassSet | None) -> None:
        """Create one action per class: `1`, `2`, ... give it to the current cells."""
        for action in self.classes:
            for widget in self._widgets:
                widget.removeAction(action)
            action.deleteLater()
        self.classes = []
        for cell_class in classes or ():
            key = classes.key_of(cell_class.code).upper() if classes else ""
            action = self._make(
                f"class_{cell_class.code}",
                translated(cell_class.name),
                lambda code=cell_class.code: self._edits.give(code),  # type: ignore[misc]
                class_keys=(key,) if key else (),
            )
            action.setIcon(class_icon(cell_class))
            self.classes.append(action)
        self._enable()

    def menu(self, parent: QWidget) -> QMenu:
        """The context menu of cells."""
        menu = QMenu(parent, objectName="classMenu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions([*self.classes, self.no_class])
        menu.addSeparator()
        menu.addActions([self.confirm, self.reject])
        not_red = menu.addMenu(self.tr("Not a red cell"))
        not_red.setObjectName("notRedMenu")
        not_red.addActions(self.kinds)
        menu.addSeparator()
        menu.addActions([self.similar, self.control])
        if len(self._edits.targets) == 1:
            menu.addAction(self.log)
        return menu

    @Slot(int, QPoint)
    def pop_up_menu(self, _cell_id: int, where: QPoint) -> None:
        """Open the context menu at a screen position, if there is a current cell."""
        if self._edits.targets:
            self.menu(self._widgets[0]).popup(where)

    @property
    def view_actions(self) -> tuple[QAction, ...]:
        """Actions for the display of the image, in the order of their buttons."""
        return (self.fit, self.one_to_one, self.look, self.calibrate, self.circles, self.outlines, self.other_objects)

    def set_smear_shown(self, shown: bool) -> None:
        """Set whether a smear is shown."""
        self._smear_shown = shown
        self._enable()

    def set_picture_shown(self, shown: bool, *, circles: bool = False, objects: bool = False) -> None:
        """Set whether the visible view is the smear; otherwise actions on its image are disabled.

        `circles`: the visible view also draws circles. `objects`: it has groups of other objects.
        """
        self._picture_shown, self._circles_shown = shown, shown or circles
        self._objects_shown = shown or objects
        self._enable()

    def set_can_detect(self, can: bool) -> None:
        """Set whether cells can be detected on the current smear."""
        self._can_detect = can
        self._enable()

    def set_of_one_smear(self, on: bool) -> None:
        """Set whether the visible view shows a single smear; otherwise actions on the current smear are disabled."""
        self._of_one_smear = on
        self._enable()

    def _enable(self) -> None:
        why_not = self._context.why_not_edit
        shown = self._smear_shown and self._picture_shown
        for action in (self.lasso, *self.view_actions):
            action.setEnabled(shown)
        changing = {self.detect: self._can_detect and self._of_one_smear, self.add: shown}
        changing |= dict.fromkeys(
            (self.confirm, self.reject, self.no_class, self.control, *self.kinds, *self.classes), True
        )
        for action, can in changing.items():
            action.setEnabled(can and not why_not)
            action.setProperty("why_not", why_not)
        self.circles.setEnabled(self._smear_shown and self._circles_shown)
        self.other_objects.setEnabled(self._smear_shown and self._objects_shown)

    @Slot(bool)
    def _on_draw_mode_changed(self, on: bool) -> None:
        self.add.setChecked(on)
        self.add.setText(self.tr("Adding cells. Press Esc to finish.") if on else self.tr("Add cell"))
