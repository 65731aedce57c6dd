"""文件密码: the password the submission is to open with; typed for one file, kept nowhere."""

from PySide6.QtWidgets import QLineEdit, QWidget


class PasswordField(QLineEdit):
    """Shown as typed, since the clerk has to tell it to the receiver; ``take`` empties it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("上报文件密码"))
        self.setPlaceholderText(self.tr("文件密码，可不填"))
        self.setToolTip(self.tr("填了密码，上报文件要输入密码才能打开；程序不保存密码，请另行告知接收单位"))
        self.setClearButtonEnabled(True)

    def take(self) -> str:
        """The password for the file now written; the field is empty afterwards."""
        given = self.text()
        self.clear()
        return given
