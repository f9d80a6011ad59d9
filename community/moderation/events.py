from dataclasses import dataclass


@dataclass(frozen=True)
class ContentReported:
    report_id: int


@dataclass(frozen=True)
class ReportDecided:
    """Upheld or dismissed: whoever reported is told, where he can be reached."""

    report_id: int
