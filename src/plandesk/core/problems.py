"""The faults a clerk can mend: named, with slots; everything else is a bug and stays an ordinary exception."""


class KnownProblem(Exception):  # noqa: N818 - it is the clerk's problem, not the program's error
    """Something that cannot be done and why (disk full, file locked, wrong workbook…).

    ``code`` is a key of the catalogue (``problems.<code>``), ``slots`` its named blanks.
    An entry point shows ``Words.problem(problem)``: one Chinese sentence that says where, what, what to do.
    """

    def __init__(self, code: str, /, **slots: object) -> None:
        super().__init__(f"{code} {slots}" if slots else code)
        self.code = code
        self.slots = slots
