from datetime import UTC, datetime

MONDAY = datetime(2026, 3, 2, 12, tzinfo=UTC)
TUESDAY = datetime(2026, 3, 3, 12, tzinfo=UTC)
WEDNESDAY = datetime(2026, 3, 4, 0, 1, tzinfo=UTC)
