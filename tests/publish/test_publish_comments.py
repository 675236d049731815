"""What of a text is for readers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterword.publish.comments import readable

SECRET = "not for readers"


@pytest.mark.parametrize(
    "text",
    [
        "<!-- {} -->\n\ntext",
        "before <!-- {} --> after",
        "before <!-- one\n\n{}\n\n- two\n--> after",
        "- item <!-- {} -->\n  <!--\n  {}\n  -->\n- next",
        "> quote <!-- {} -->\n> more",
        "| a | b |\n|---|---|\n| 1 <!-- {} | still --> | 2 |\n",
        "| a | b |\n|---|---|\n<!-- {} -->\n| 1 | 2 |\n",
        "# Heading <!-- {} -->\n",
        "<!--\n```\n{}\n-->\nafter\n\n```\ncode\n```\n",
        "- item\n  ```\n  code that the item ends\n- next <!-- {} -->",
        "> ```\n> code that the quotation ends\n\nafter <!-- {} -->",
        "`code` <!-- {} --> `more`",
        "unmatched ` tick <!-- {} -->",
        "<!-- {} ",
        "text\r\n<!-- a\r\n{} -->\r\nmore",
        "---\ntitle: {}\n---\ntext",
        "text\n\n<!-- afterword:carried -->\n```yaml\nnote: {}\n```\n<!-- /afterword:carried -->\n",
    ],
)
def test_what_is_not_for_readers_is_not_in_the_text(text: str) -> None:
    """Comments, front matter, and the carried block are set apart, wherever they stand and whatever they hold."""
    assert SECRET not in readable(text.replace("{}", SECRET)).text


@pytest.mark.parametrize(
    "text",
    [
        "```html\n<!-- {} -->\n```\n",
        "- item\n  ~~~\n  <!-- {} -->\n  ~~~\n",
        "    <!-- {} -->\n",
        "`<!-- {} -->`",
        "``<!-- ` {} -->``",
        "a sentence with <!-- that nothing closes {}",
        "<!-- internal -->\n{}\n<!-- /internal -->",
    ],
)
def test_what_only_looks_like_a_comment_stays(text: str) -> None:
    """Comments within code are code, and text between markers is text."""
    assert SECRET in readable(text.replace("{}", SECRET)).text


def test_a_comment_between_rows_does_not_cut_the_table() -> None:
    """The line of a comment within a table is gone, not empty."""
    assert readable("| a |\n|---|\n<!-- x -->\n| 1 |").text == "| a |\n|---|\n| 1 |"


def test_lines_keep_their_numbers() -> None:
    """Each line says where in the document it stands."""
    source = readable("---\na: b\n---\none\n<!-- x\ny -->\ntwo")
    numbered = dict(zip(source.text.split("\n"), source.lines, strict=True))
    assert (numbered["one"], numbered["two"], source.front) == (4, 7, "a: b")


def test_a_comment_that_is_never_closed_is_reported() -> None:
    """What it hides is hidden, and its line is known."""
    source = readable("text\n\n<!-- open\nhidden")
    assert (source.unclosed, "hidden" in source.text) == (3, False)


def test_the_carried_block_is_kept_apart() -> None:
    """A comment inside it does not end it."""
    source = readable("a\n<!-- afterword:carried -->\n```yaml\nb: '<!-- c -->'\n```\n<!-- /afterword:carried -->\nd")
    assert (source.carried or "").strip() == "```yaml\nb: '<!-- c -->'\n```"
    assert source.text.split() == ["a", "d"]


@given(st.text(alphabet="ab<!->` \n\r\t|#~*[]&;\\", max_size=80))
def test_no_closed_comment_survives_outside_of_code(text: str) -> None:
    """Whatever the text, reading ends, and what is left of it stood in it."""
    source = readable(text)
    assert set(source.text) <= set(text.replace("\r", "\n")) | {"\n"}
    assert len(source.lines) == source.text.count("\n") + 1 or not source.text
