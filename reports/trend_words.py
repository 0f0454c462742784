"""Trends in sentences, for the terminal, for screen readers and for those who read no tables."""

from .findings import Row
from .grids import label_of

READINGS = {"shared": "", "least": "least protective document", "most": "most protective document"}
MINUS = "\N{MINUS SIGN}"
LEAST_P = 0.001  # smaller ones are printed as "below 0.001"


def share(value: float | None) -> str:
    """A share in whole per cent, never 0 % or 100 % for what is neither; "" where there is none."""
    if value is None or value != value:
        return ""
    if 0 < value < 0.005:
        return "<1%"
    return ">99%" if 0.995 <= value < 1 else f"{value:.0%}"


def interval(low: float | None, high: float | None) -> str:
    """An interval in per cent: "12 to 40%"; "" where there is none."""
    if low is None or high is None or low != low or high != high:
        return ""
    return f"{100 * low:.0f} to {100 * high:.0f}%"


def points(value: float) -> str:
    """A difference of shares in percentage points, with its sign."""
    whole = round(100 * value)
    return f"{whole:+d} point{'' if abs(whole) == 1 else 's'}".replace("-", MINUS) if whole else "0 points"


def chance(p: float) -> str:
    return f"p below {LEAST_P}" if p < LEAST_P else f"p = {p:.3f}" if p < 0.01 else f"p = {p:.2f}"


def head(row: Row) -> str:
    """What a row of tests is about."""
    reading = READINGS.get(row["reading"], "")
    return label_of(row["answer"], row["subject"]) + (f" ({reading})" if reading else "")


def trend(found: Row) -> str:
    """A trend in a sentence."""
    if found["why"]:
        return found["why"]
    low, high = 100 * found["low"], 100 * found["high"]
    told = f"{points(found['slope'])} a year ({low:+.0f} to {high:+.0f})".replace("-", MINUS)
    told += f", {chance(found['p'])}, {found['companies']} companies"
    return told + ("" if found["p"] < 0.05 else ": no trend that chance would not give")


def jump(found: Row) -> str:
    """A jump in a sentence."""
    if found["why"]:
        return found["why"]
    told = f"from {share(found['before_share'])} before {found['after']} to {share(found['after_share'])} from then on, {chance(found['p'])}"
    return f"Greatest jump: {told}" + ("" if found["p"] < 0.05 else ": no greater than chance gives somewhere") + "."


def change(found: Row) -> str:
    """What a change is made of, in a sentence whose parts add up."""
    if found["why"]:
        return found["why"]
    other = found["weight"] + found["entry"] + found["exit"]
    stayed = f"{found['stayed']} {'company' if found['stayed'] == 1 else 'companies'} seen in both, {found['moved']} of them changed"
    return (
        f"From {found['before']} to {found['after']}: {points(found['change'])}, of which {points(found['within'])} by companies that "
        f"changed their terms ({stayed}) and {points(other)} by different companies ({found['came']} came, {found['left']} left)."
    )


def measure(found: Row) -> str:
    """A measure with its interval: "0.43 (0.20 to 0.61)"."""
    if found["value"] is None:
        return found["why"]
    value = f"{found['value']:.2f}"
    return value if found["low"] is None else f"{value} ({found['low']:.2f} to {found['high']:.2f})"
