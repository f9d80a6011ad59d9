from community.markup.personal.chosen import Chosen
from community.markup.personal.finding import find_personal_data
from community.markup.personal.kinds import Find


class ChosenFinds(Chosen):
    """As far as the rules find it themselves: whatever else was typed stays."""

    def in_text(self, text: str) -> list[Find]:
        finds = find_personal_data(text)
        return [find for find in finds if find.value in self._values or find.text in self.strings]
