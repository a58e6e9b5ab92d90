"""Units: from the one that a device wrote to the one in which a metric is told."""

from __future__ import annotations

from typing import NamedTuple

_SCALES: dict[str, dict[str, float]] = {
    "kg": {
        "kg": 1,
        "g": 0.001,
        "mg": 1e-6,
        "lb": 0.45359237,
        "oz": 0.028349523125,
        "st": 6.35029318,
    },
    "g": {"g": 1, "kg": 1000, "mg": 0.001, "mcg": 1e-6, "oz": 28.349523125, "lb": 453.59237},
    "mg": {"mg": 1, "g": 1000, "mcg": 0.001},
    "mcg": {"mcg": 1, "mg": 1000, "g": 1e6},
    "km": {"km": 1, "m": 0.001, "cm": 1e-5, "mi": 1.609344, "yd": 0.0009144, "ft": 0.0003048},
    "m": {"m": 1, "km": 1000, "cm": 0.01, "mi": 1609.344, "yd": 0.9144, "ft": 0.3048, "in": 0.0254},
    "cm": {"cm": 1, "m": 100, "mm": 0.1, "in": 2.54, "ft": 30.48},
    "kcal": {"kcal": 1, "Cal": 1, "cal": 0.001, "kJ": 1 / 4.184, "J": 1 / 4184},
    "min": {"min": 1, "s": 1 / 60, "sec": 1 / 60, "hr": 60, "h": 60, "ms": 1 / 60_000},
    "ms": {"ms": 1, "s": 1000},
    "km/h": {"km/hr": 1, "km/h": 1, "m/s": 3.6, "mi/hr": 1.609344, "mph": 1.609344},
    "mmHg": {"mmHg": 1, "kPa": 7.50061682704, "cmAq": 0.735559},
    "bpm": {"count/min": 1, "bpm": 1, "count/s": 60},
    "/min": {"count/min": 1, "count/s": 60},
    "%": {"%": 100, "percent": 1},
    "mL": {
        "mL": 1,
        "L": 1000,
        "fl_oz_us": 29.5735295625,
        "fl_oz_imp": 28.4130625,
        "cup_us": 236.5882365,
    },
    "mg/dL": {
        "mg/dL": 1,
        "mmol<180.1558800000541>/L": 18.015588,
        "mmol<180.1558800000541>/l": 18.015588,
    },
    "dB": {"dBASPL": 1, "dBHL": 1, "dB": 1},
    "ml/kg/min": {"mL/min·kg": 1, "ml/(kg*min)": 1, "mL/(kg*min)": 1},
    "W": {"W": 1, "kW": 1000},
}


_FOR_UNKNOWN = ("kg", "cm", "km", "kcal", "min", "mL")


class Conversion(NamedTuple):
    """`told = exported * factor + shift`."""

    factor: float = 1.0
    shift: float = 0.0


_TEMPERATURES = {
    "degC": Conversion(),
    "degF": Conversion(5 / 9, -160 / 9),
    "K": Conversion(1.0, -273.15),
}


def usual_unit(exported: str) -> str:
    """The unit in which a metric is told that nobody knows yet: the same for all that can be
    converted into each other.
    """
    fitting = (told for told in _FOR_UNKNOWN if exported in _SCALES[told])
    return next(fitting, exported)


def conversion(exported: str, told: str) -> Conversion | None:
    """How to convert; None if these units do not measure the same thing."""
    if exported == told:
        return Conversion(100.0) if told == "%" else Conversion()
    if told == "°C":
        return _TEMPERATURES.get(exported)
    if not exported and told in ("bpm", "", "count"):
        # Other programs leave the unit out where there is only one.
        return Conversion()
    factor = _SCALES.get(told, {}).get(exported)
    return None if factor is None else Conversion(factor)
