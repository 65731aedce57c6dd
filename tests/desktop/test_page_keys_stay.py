"""The menu 本页 lists a page's actions; leaving the page takes none of them away."""

from helpers.desk_hand import Hand


def test_a_page_keeps_its_keys_when_it_was_left(sample: Hand) -> None:
    window = sample.program.window
    for spec in window.specs:
        window.show_page(spec.key)
        page = window.page
        assert page is not None
        before = [(action.text(), action.shortcut().toString()) for action in page.actions()]
        window.show_page("overview" if spec.key != "overview" else "checks")
        window.show_page(spec.key)
        assert [(action.text(), action.shortcut().toString()) for action in page.actions()] == before
