"""Says above the differential that a smear is unlike those that the model was trained on, and offers to adapt it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rbc_desk.core.counting.differential import Differential
from rbc_desk.services.models.review import ADAPT_CELLS
from rbc_desk.ui.kit.disabled_reasons import permit
from rbc_desk.ui.kit.language import translated
from rbc_desk.ui.widgets.texts import button, quiet, tight
from rbc_desk.ui.widgets.warning import WarningBanner


class DomainLine(QWidget):
    """A warning with a button, or a quiet line where the model cannot tell; hidden otherwise."""

    adapt_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.banner = WarningBanner(name="classifyDomain")
        self.button = button("", name="classifyDomainButton")
        self.button.setToolTip(
            self.tr("Opens Label with the cells of this smear that teach the model most, then Train")
        )
        self.banner.box.addWidget(self.button, alignment=Qt.AlignmentFlag.AlignLeft)
        self.line = quiet("", wrap=True)
        self.line.setObjectName("classifyDomainLine")
        layout = QVBoxLayout(self)
        tight(layout)
        layout.addWidget(self.banner)
        layout.addWidget(self.line)
        self.button.clicked.connect(self.adapt_requested)
        self.show_differential(None, why_not="")

    def show_differential(self, found: Differential | None, *, why_not: str) -> None:
        """Show what is to be known of this smear; `why_not`: why its cells cannot be labelled, "" if they can."""
        text = translated(found.domain_note) if found is not None else ""
        is_outside = found is not None and found.outside
        n = ADAPT_CELLS  # also the name of the command, which is listed while nothing is shown
        if found is not None and is_outside:
            n = min(n, sum(row.n_predicted for row in found.rows))
        self.banner.show_text(text if is_outside else "")
        self.button.setText(self.tr("Label %n cell(s) and adapt", "", n))
        permit(self.button, can=is_outside, why_not=why_not)
        self.line.setText("" if is_outside else text)
        self.line.setVisible(bool(self.line.text()))
        self.setVisible(bool(text))
