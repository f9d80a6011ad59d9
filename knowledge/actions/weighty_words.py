"""Words of German and English in which a wrong letter is more than a typing error."""

# What turns a sentence around, or says when and how far it holds; of on and off one is enough.
_TURNING = frozenset(
    "nicht nie niemals nirgends nirgendwo nichts niemand niemanden niemandem keinesfalls keineswegs"
    " keinerlei weder ohne außer statt anstatt nur erst kaum aus bevor nachdem vor nach bis immer"
    " mindestens höchstens mehr weniger"
    " not no never none nothing nobody nowhere neither nor without except unless instead only"
    " hardly off before after until always more most less least fewer".split()
)
_CONTRACTED = frozenset(
    "aint arent cant cannot couldnt didnt doesnt dont hadnt hasnt havent isnt mustnt neednt shant"
    " shouldnt wasnt werent wont wouldnt".split()
)
_REVERSING = frozenset("un in im ir il dis de des non miss mis nicht ent anti ab auf".split())
_LACKING = frozenset("los lose loser loses losen frei freie less free".split())
_SHORTEST_STEM = 3

# “one” and “ein” are articles as well.
_NUMERALS = frozenset(
    "null zwei drei vier fünf sechs sieben acht neun zehn elf zwölf halb halbe doppelt zweimal"
    " dreimal zero two three four five six seven eight nine ten eleven twelve twenty thirty forty"
    " fifty sixty seventy eighty ninety hundred thousand million half twice double".split()
)
_WITHIN_NUMERALS = ("hundert", "tausend", "zehn", "zig", "ßig", "teen")
_UNITS = frozenset(
    "ms s sec second seconds sek sekunde sekunden min minute minutes minuten h hour hours std"
    " stunde stunden day days tag tage tagen week weeks woche wochen month months monat monate"
    " monaten year years jahr jahre jahren uhr am pm"
    " mm cm m km g kg v w a ma mah kw kwh db dbm hz khz mhz ghz c f"
    " b kb mb gb tb bit kbit mbit gbit kbits mbits gbits mbps gbps byte bytes"
    " € $ £ % ° eur euro euros cent cents ct usd chf prozent percent mal times x".split()
)


def turning_form(word: str) -> str:
    """What to compare of a negation or its like, in small letters; empty for other words."""
    plain = word.replace("'", "").replace("’", "")
    if plain in _CONTRACTED or plain in _TURNING or plain.startswith("kein"):
        return plain
    return ""


def reverses(one: str, other: str) -> bool:
    """Is one of them the other with “un-”, “de-”, “-los”, “-less” or the like?"""
    short, long = sorted((one, other), key=len)
    if len(short) < _SHORTEST_STEM or short == long:
        return False
    if long.endswith(short) and long[: -len(short)] in _REVERSING:
        return True
    return long.startswith(short) and long[len(short) :] in _LACKING


def is_numeral(word: str) -> bool:
    return word in _NUMERALS or word.endswith(_WITHIN_NUMERALS)


def is_unit(word: str) -> bool:
    return word in _UNITS
