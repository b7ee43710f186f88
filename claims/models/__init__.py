"""The only folder that loads weights: encoder, parser. Each is chosen by name in the settings."""

from claims.base.settings import SHIPPED, Settings


def model_names(settings: Settings) -> tuple[str, str]:
    """The names of the parser and the encoder that the settings choose; neither is loaded."""
    from claims.models.encoder import OFFICIAL_NAME, ShippedEncoder
    from claims.models.parser import ShippedParser

    parser = ShippedParser.name if settings.parser == SHIPPED else settings.parser
    shipped = ShippedEncoder.name if settings.device == "cpu" else OFFICIAL_NAME
    return parser, shipped if settings.embedding_model == SHIPPED else settings.embedding_model
