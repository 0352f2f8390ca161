"""Shell scripts, followed without running them: what they write, run and set."""

from scanner.functions.shell.contents import Choice, Cleared, Unread, every_text, plain_text, settings
from scanner.functions.shell.interpreter import Command, Interpreter, State

__all__ = ["Choice", "Cleared", "Command", "Interpreter", "State", "Unread", "every_text", "plain_text", "settings"]
