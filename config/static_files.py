from whitenoise.storage import CompressedManifestStaticFilesStorage

_IMPORT = r"""(?P<matched>from ["'](?P<url>\./[\w.-]+\.js)["'])"""


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """Works out each address once: the manifest stays the same as long as the process lives."""

    # Our own modules name each other; what they name must be the hashed file too.
    patterns = (
        *CompressedManifestStaticFilesStorage.patterns,
        ("js/*.js", ((_IMPORT, 'from "%(url)s"'),)),
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self._addresses: dict[str, str] = {}

    def url(self, name: str, force: bool = False) -> str:
        if name not in self._addresses:
            self._addresses[name] = super().url(name, force)
        return self._addresses[name]
