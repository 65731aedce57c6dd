"""The shelf reads what ships, and says which file is wrong."""

import re
import tomllib
from pathlib import Path

import pytest

import plandesk.store as store
import plandesk.store.shelf as shelf
from plandesk.core.declarations import Misdeclared
from plandesk.core.problems import KnownProblem
from plandesk.core.words import Words
from plandesk.shipped import shipped_dir


def test_the_library_holds_every_shipped_form_women_before_children() -> None:
    codes = [form.code for form in shelf.load_library().forms]
    shipped = [f.relative_to(shipped_dir("forms")) for f in shipped_dir("forms").glob("*/*.toml")]
    assert sorted(codes) == sorted(path.with_suffix("").as_posix() for path in shipped)
    audiences = [code.split("/")[0] for code in codes]
    assert audiences == sorted(audiences, reverse=True)
    assert codes[0] == "women/health"


def test_every_pack_is_read_under_its_own_id() -> None:
    ids = shelf.pack_ids()
    assert {"yongji_women", "yongji_children"} <= set(ids)
    assert [shelf.load_pack(pack_id).id for pack_id in ids] == list(ids)


def test_an_unknown_pack_is_named_with_the_known_ones(words: Words) -> None:
    with pytest.raises(KnownProblem) as caught:
        shelf.load_pack("../yongji_women")
    assert "yongji_children" in words.problem(caught.value)


def put(root: Path, name: str, text: str) -> None:
    file = root / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def test_faults_name_their_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "shipped_dir", lambda name: tmp_path / name)
    put(tmp_path, "forms/women/health.toml", "form = ")
    with pytest.raises(Misdeclared, match=r"women/health\.toml"):
        shelf.load_library()
    put(tmp_path, "forms/women/health.toml", 'form = "women/health"\ntitel = "妇女与健康"')
    with pytest.raises(Misdeclared, match=r"women/health\.toml.*titel"):
        shelf.load_library()
    put(tmp_path, "resources/messages/zh_CN/a.toml", '[log]\nundo = "撤销"\n')
    put(tmp_path, "resources/messages/zh_CN/b.toml", '[log]\nundo = "取消"\n')
    with pytest.raises(ValueError, match=r"b\.toml: log\.undo"):
        shelf.load_words().say("log.undo")
    put(tmp_path, "resources/messages/zh_CN/b.toml", "[log]\nredo = 1\n")
    with pytest.raises(ValueError, match=r"b\.toml: log\.redo is no text"):
        shelf.load_words().say("log.redo")
    put(tmp_path, "resources/messages/zh_CN/b.toml", "[log]\nredo = \n")
    with pytest.raises(Misdeclared, match=r"zh_CN/b\.toml"):
        shelf.load_words().say("log.undo")
    put(tmp_path, "resources/messages/zh_CN/b.toml", 'redo = "重做"\n[log]\n')
    with pytest.raises(ValueError, match=r"b\.toml: words outside of a table"):
        shelf.load_words()


def test_a_fault_in_any_file_of_words_is_a_problem_of_what_ships(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in ("forms", "resources/plans"):
        (tmp_path / folder).mkdir(parents=True)
    monkeypatch.setattr(shelf, "shipped_dir", lambda name: tmp_path / name)
    put(tmp_path, "resources/messages/zh_CN/a.toml", '[log]\nundo = "撤销"\n')
    put(tmp_path, "resources/messages/zh_CN/b.toml", '["log".step]\na = "一"\n[ board ]\nb = "二"\n')
    assert shelf.problems() == ()
    assert dict(shelf.load_words().templates) == {"log.undo": "撤销", "log.step.a": "一", "board.b": "二"}
    put(tmp_path, "resources/messages/zh_CN/b.toml", '[log]\nundo = "取消"\n')
    assert shelf.problems() == ("b.toml: log.undo stands in another file already",)


def test_every_shipped_word_is_found_though_its_file_was_only_looked_at() -> None:
    whole: dict[str, object] = {}
    for file in (shipped_dir("resources") / "messages" / "zh_CN").glob("*.toml"):
        tables = [("", tomllib.loads(file.read_text(encoding="utf-8")))]
        for prefix, table in tables:
            for name, value in table.items():
                if isinstance(value, dict):
                    tables.append((f"{prefix}{name}.", value))
                else:
                    whole[prefix + name] = value
    assert len(whole) > 500
    assert dict(shelf.load_words().templates) == whole


def test_writes_go_through_atomic_only() -> None:
    """``with db.conn:`` opens no transaction around sqlite-utils' writes; unused, it is not misused."""
    modules = list(Path(store.__path__[0]).glob("*.py"))
    assert len(modules) > 10
    for module in modules:
        assert not re.search(r"\.conn\b", module.read_text(encoding="utf-8")), module.name


def test_every_problem_of_the_store_has_its_sentence(words: Words) -> None:
    source = "".join(m.read_text(encoding="utf-8") for m in Path(store.__path__[0]).glob("*.py"))
    raised = set(re.findall(r'KnownProblem\(\s*"(\w+)"', source))
    mapped = set(
        re.findall(r'(?:: |return )"(\w+)",?$', (Path(store.__path__[0]) / "faults.py").read_text(), re.M)
    )
    assert len(raised) > 10
    assert {"disk_full", "not_writable", "damaged_in_use"} <= mapped
    for code in raised | mapped:
        assert f"problems.{code}" in words.templates
    for code in mapped | {"file_exists", "folder_missing"}:
        assert f"store.reason_{code}" in words.templates
    for key in set(re.findall(r'\.say\(\s*"([\w.]+)"', source)):
        assert key in words.templates
