"""The only folder that loads weights: encoder, parser. Each is chosen by name in the settings."""

from claims.base.settings import SHIPPED, Settings


def model_names(settings: Settings) -> tuple[str, str]:
    """The names of the parser and the encoder that the settings choose; neither is loaded."""
    from claims.models.encoder import ShippedEncoder
    from claims.models.parser import ShippedParser

    parser = ShippedParser.name if settings.parser == SHIPPED else settings.parser
    return parser, ShippedEncoder.name if settings.embedding_model == SHIPPED else settings.embedding_model
