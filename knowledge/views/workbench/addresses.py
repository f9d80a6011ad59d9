from knowledge.queues import QUEUES


class QueueConverter:
    """The name of a queue in an address; other pages may stand beside them under `curate/`."""

    regex = "|".join(QUEUES)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
