"""Structured professional judgement in public and child protection, at a terminal."""

__version__ = "0.1.0"
