"""What the dialogs about signing share: the field of a secret, and the line with what went wrong."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QPushButton

from rbc_desk.core.errors import RbcDeskError, SecretError
from rbc_desk.ui.kit.language import translated
from rbc_desk.ui.state.secret_delay import SecretDelay


def secret_field(name: str) -> QLineEdit:
    """A field whose letters are not shown."""
    return QLineEdit(objectName=name, echoMode=QLineEdit.EchoMode.Password)


class SecretGate:
    """Keeps the button of a dialog disabled during work and after a wrong secret, and says why in `problem`."""

    def __init__(self, button: QPushButton, *, delay: SecretDelay, dialog: QDialog) -> None:
        self.problem = QLabel(objectName="signingProblem", wordWrap=True, visible=False)
        self._button, self._delay = button, delay
        self._working = self._complete = False
        delay.over.connect(self._on_over)
        dialog.finished.connect(lambda: delay.over.disconnect(self._on_over))

    def set_complete(self, complete: bool) -> None:
        """Whether everything is filled in."""
        self._complete = complete
        self._update()

    def begin(self) -> None:
        """Work has begun."""
        self._working = True
        self.problem.hide()
        self._update()

    def end(self, error: RbcDeskError | None) -> None:
        """Work has ended, or failed."""
        self._working = False
        if error is None:
            self._delay.right()
        else:
            words = translated(str(error))
            if isinstance(error, SecretError) and error.wrong:
                self._delay.wrong()
                seconds = self._delay.seconds
                again = QCoreApplication.translate("SecretGate", "You can try again in %n second(s).", "", seconds)
                words = f"{words} {again}"
            self.problem.setText(words)
            self.problem.show()
        self._update()

    def _on_over(self) -> None:
        self._update()

    def _update(self) -> None:
        self._button.setEnabled(self._complete and not self._working and not self._delay.waiting)
