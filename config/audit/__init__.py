"""The record: who decided what, when and why, so that nobody can change it unseen (ADR 29)."""
