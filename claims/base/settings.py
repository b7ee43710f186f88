"""Everything a user may tune: one class, every knob with default, range and description.

Order: command line, environment (`CLAIMS_…`), `claims.toml` in the current folder, default.
All errors are reported at once.
"""

import tomllib
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from claims.base.errors import SettingsError

FILE = "claims.toml"
SHIPPED = "shipped"


class Settings(BaseSettings):
    """The values in force."""

    model_config = SettingsConfigDict(env_prefix="CLAIMS_", extra="forbid", frozen=True, toml_file=FILE)

    ledger: str = Field("claims.db", description="path of the ledger")
    parser: str = Field(
        SHIPPED, description="`shipped`, or an installed spaCy pipeline with Universal Dependencies labels"
    )
    embedding_model: str = Field(
        SHIPPED, description="`shipped`, or a sentence-transformers model by name or path"
    )
    nli_model: str = Field(
        SHIPPED, description="`shipped`, or a cross-encoder for entailment by name or path"
    )
    device: str = Field("cpu", description="where sentence-transformers models run: cpu, cuda, mps")
    topic_floor: float = Field(
        0.5, ge=0, le=1, description="similarity from which two claims answer one question"
    )
    pair_floor: float = Field(
        0.3, ge=-1, le=1, description="masked cosine below which two claims are never compared"
    )
    min_probability: float = Field(0.5, ge=0, le=1, description="probability from which a pair is flagged")
    max_bytes: int = Field(20_000_000, ge=1, description="largest source that is read, in bytes")
    max_pages: int = Field(500, ge=1, description="most pages that are read of one PDF")
    max_entries: int = Field(20, ge=1, description="most articles that are read of one feed, the newest")
    workers: int = Field(2, ge=1, description="processors that are used")
    engine: Literal["local", "ray"] = Field(
        "local", description="where articles are read and claims compared: this process, or a Ray cluster"
    )
    work: str = Field(
        "", description="folder that keeps what a cluster has done; else one beside the ledger, until the end"
    )
    templates: str = Field("", description="folder with a `briefing.md.j2` that lays out the briefing")
    parties: dict[str, list[str]] = Field(
        default_factory=dict,
        description='names a party goes by, added to the shipped ones: {"Party" = ["alias", …]}',
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Options, then environment, then file."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


def load_settings(**options: Any) -> Settings:
    """The settings in force; options that are None count as not given.

    Raises:
        SettingsError: a key is unknown or a value out of range; the message names every one.
    """
    try:
        return Settings(**{name: value for name, value in options.items() if value is not None})
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"`{FILE}` is not valid TOML: {error}", hint="see https://toml.io") from error
    except ValidationError as error:
        lines = [f"`{'.'.join(map(str, item['loc']))}`: {item['msg'].lower()}" for item in error.errors()]
        where = f" (in {Path(FILE).resolve()}, the environment or the options)"
        raise SettingsError("settings are wrong" + where + "\n  " + "\n  ".join(lines)) from error
