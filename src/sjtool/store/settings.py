"""An officer's settings: who they are, where their cases are, a force's own templates. One small TOML file."""

from __future__ import annotations

import os
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from sjtool.errors import SjtoolError
from sjtool.model.record import Id, Words
from sjtool.store.explain import explain_errors
from sjtool.store.toml import read_toml


class Settings(BaseModel):
    """What `config.toml` in the user's sjtool folder may say."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)

    by: Id | None = None
    cases: Words | None = None
    templates: Words | None = None
    recipient: Words | None = None


def settings_path() -> Path:
    """`SJTOOL_CONFIG`, or the place this system keeps settings."""
    named = os.environ.get("SJTOOL_CONFIG")
    if named:
        return Path(named)
    from platformdirs import user_config_path

    return user_config_path("sjtool", appauthor=False) / "config.toml"


def read_settings() -> Settings:
    """The settings, or their defaults where there is no file. Raises SjtoolError where the file is wrong."""
    path = settings_path()
    if not path.is_file():
        return Settings.model_construct()  # all defaults: nothing to validate, and nothing to build for it
    file = read_toml(path)
    try:
        return Settings.model_validate(file.data)
    except ValidationError as error:
        outline = file.outline
        raise SjtoolError(
            explain_errors(error, Settings, str(path), "the settings", lambda loc: outline.line_of(-1, str(loc[0])))
        ) from None
