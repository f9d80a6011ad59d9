"""What the tables of insights know about a person."""

from django.utils.translation import gettext_lazy as _

from config.personal_data import Erase, declare
from knowledge.insights.models import Target

for field in ("owner", "set_by"):
    declare(
        Target,
        field=field,
        what=_("Targets you see to"),
        export=("measure", "due_on"),
        erase=Erase.CLEAR,
        why=_("The target stays; your name goes from it."),
    )
