"""Lines with editing, at a terminal that can repaint one: prompt_toolkit reads the keys, a paste stays whole."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from sjtool.ask.showing import Talker, say_above
from sjtool.ask.stop import Stop
from sjtool.text import cell_width, show_safely

if TYPE_CHECKING:
    from prompt_toolkit.buffer import Buffer
    from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent


class PromptAsker(Talker):
    """Reads with prompt_toolkit; a new session each time: one used again keeps the last question's rules."""

    plain = False

    def ask_line(
        self,
        prompt: str,
        *,
        default: str = "",
        multiline: bool = False,
        keys: Mapping[str, str] | None = None,
        select: bool = False,
    ) -> str:
        """Read an answer. Enter ends it; Alt-Enter makes a new line; what is pasted stays together.

        A key of `keys` ends the line at once and gives its word; what stood in the line was told to `watch`.
        """
        from prompt_toolkit import PromptSession
        from prompt_toolkit.formatted_text import FormattedText
        from prompt_toolkit.output import create_output
        from prompt_toolkit.styles import Style

        session: PromptSession[str] = PromptSession(output=create_output(stdout=sys.stderr))
        # A terminal that does not tell where its cursor is shows no footer; that is no reason for a warning.
        session.app.renderer.cpr_not_supported_callback = None
        if self.watch:
            watch = self.watch
            session.default_buffer.on_text_changed += lambda buffer: watch(buffer.text)
        footer = _footer(keys or {}, session.output.get_size().columns)
        try:
            return session.prompt(
                FormattedText([("", show_safely(say_above(self.say, prompt)))]),
                default=default,
                multiline=multiline,
                key_bindings=_bind(keys or {}, multiline=multiline),
                bottom_toolbar=FormattedText([("", footer)]) if footer else None,
                style=Style.from_dict({"bottom-toolbar": "noreverse"}),
                enable_history_search=False,
                pre_run=partial(_select_all, session.default_buffer) if select and default else None,
            )
        except (EOFError, KeyboardInterrupt) as stopped:
            words = session.default_buffer.text
            if self.watch is None and words.strip():
                self.typed.append({"unfinished": words})
            if isinstance(stopped, EOFError):
                raise Stop from None
            raise


def _select_all(buffer: Buffer) -> None:
    """Mark what stands in the line, so that typing replaces it and an arrow key leads into it."""
    from prompt_toolkit.selection import SelectionState

    buffer.cursor_position = len(buffer.text)
    buffer.selection_state = SelectionState(0)
    buffer.selection_state.enter_shift_mode()


def _bind(keys: Mapping[str, str], *, multiline: bool) -> KeyBindings:
    """Enter and Alt-Enter where several lines may be typed, and the keys that stand for a word."""
    from prompt_toolkit.key_binding import KeyBindings

    bindings = KeyBindings()
    if multiline:

        @bindings.add("enter")
        def _accept(event: object) -> None:
            event.current_buffer.validate_and_handle()  # type: ignore[attr-defined]

        @bindings.add("escape", "enter")
        def _new_line(event: object) -> None:
            event.current_buffer.exit_selection()  # type: ignore[attr-defined]
            event.current_buffer.insert_text("\n")  # type: ignore[attr-defined]

    _bind_marked(bindings)
    for key, word in keys.items():

        @bindings.add(key)
        def _leave(event: object, word: str = word) -> None:
            event.app.exit(result=word)  # type: ignore[attr-defined]

    return bindings


def _bind_marked(bindings: KeyBindings) -> None:
    """What is left out elsewhere while something stands marked: emptying the line, a paste in its place, leading in.

    prompt_toolkit's own keys for emptying do nothing then, a paste goes behind, Ctrl-A and Ctrl-E keep the mark.
    """
    from prompt_toolkit.application.current import get_app
    from prompt_toolkit.filters import Condition

    marked = Condition(lambda: get_app().current_buffer.selection_state is not None)

    @bindings.add("c-u", filter=marked)
    @bindings.add("c-k", filter=marked)
    def _empty(event: KeyPressEvent) -> None:
        event.current_buffer.cut_selection()

    @bindings.add("<bracketed-paste>", filter=marked)
    def _replace(event: KeyPressEvent) -> None:
        event.current_buffer.cut_selection()
        event.current_buffer.insert_text(event.data.replace("\r\n", "\n").replace("\r", "\n"))

    @bindings.add("c-a", filter=marked)
    @bindings.add("c-e", filter=marked)
    def _lead_in(event: KeyPressEvent) -> None:
        buffer, to_start = event.current_buffer, event.key_sequence[-1].key == "c-a"
        buffer.exit_selection()
        document = buffer.document
        buffer.cursor_position += (
            document.get_start_of_line_position() if to_start else document.get_end_of_line_position()
        )


def _footer(keys: Mapping[str, str], width: int) -> str:
    """The keys and their words, as many as fit on one line."""
    line = ""
    for key, word in keys.items():
        longer = (
            f"{line}  {key.upper()} {word.removeprefix(':')}" if line else f" {key.upper()} {word.removeprefix(':')}"
        )
        if cell_width(longer) >= width:
            break
        line = longer
    return line


def clear_screen() -> None:
    """Take everything off the screen, and out of what can be scrolled back to where the terminal allows it."""
    from prompt_toolkit.output import create_output

    output = create_output(stdout=sys.stderr)
    output.erase_screen()
    if sys.platform != "win32":
        output.write_raw("\x1b[3J")
    output.cursor_goto(0, 0)
    output.flush()
