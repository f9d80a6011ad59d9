from pathlib import Path

from django.core.management import BaseCommand

from config.audit.verifying import Report, verify

SHOWN = 50


class Command(BaseCommand):
    help = "Check that nothing in the record was changed, taken out or exchanged."

    def add_arguments(self, parser) -> None:
        parser.add_argument(
            "--root",
            action="append",
            default=[],
            type=Path,
            metavar="FILE",
            help="the root of a day that was kept elsewhere; may be given several times",
        )

    def handle(self, *, root: list[Path], **options) -> None:
        """Exits with 1 where anything is wrong."""
        report = verify(root)
        self._tell(report)
        if report.problems:
            raise SystemExit(1)

    def _tell(self, report: Report) -> None:
        self.stdout.write(
            f"{report.sealed} acts in the chain, {report.waiting} waiting for it,"
            f" {report.roots} days signed, the words of {report.wordless} taken away."
        )
        for problem in report.problems[:SHOWN]:
            self.stdout.write(f"✗ {problem}")
        if len(report.problems) > SHOWN:
            self.stdout.write(f"… and {len(report.problems) - SHOWN} more.")
        if not report.problems:
            self.stdout.write("✓ The record is whole.")
