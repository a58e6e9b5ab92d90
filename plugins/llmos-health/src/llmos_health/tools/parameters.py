"""Parameters that several tools have."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from llmos import Takes

MetricName = Annotated[
    str,
    Field(
        description="What was measured, such as heart rate (heart, Herz, cœur, fréquence "
        "cardiaque), pulse, Puls, pouls, resting heart rate (resting pulse, pouls au "
        "repos, fréquence cardiaque au repos), Ruhepuls, heart rate variability, HRV, "
        "steps (step, walk, walked, walking, gegangen, gelaufen, gehe, marché, marche, de pas, "
        "mes pas), Schritte, distance (how far, wie weit), Strecke, weight (weigh, weighed, "
        "heavy, lost weight, wiege, gewogen, schwer, abgenommen, zugenommen, nehme ich ab, nehme "
        "ich zu, pèse, maigri, grossi), Gewicht, poids, sleep (slept, asleep, schlafe, geschlafen, "
        "dormi, dors), Schlaf, sommeil, blood pressure (tension), Blutdruck, tension artérielle, "
        "blood sugar, blood glucose, Blutzucker, glycémie, oxygen saturation (oxygen, Sauerstoff, "
        "oxygène), Sauerstoffsättigung, SpO2, calories, active energy (energy), Kalorien, "
        "flights climbed (floors, stairs, étages), Stockwerke, exercise time, Trainingszeit, "
        "body temperature (temperature, température), Körpertemperatur, body mass index, BMI, "
        "body fat, Körperfett, respiratory rate (breathing), Atemfrequenz, cardio fitness "
        "(fitness), VO2max, water, Wasser, caffeine, Koffein, headaches (headache), "
        "Kopfschmerzen, mood, Stimmung."
    ),
]
Since = Annotated[date | None, Takes("day"), Field(description="First day.")]
Until = Annotated[
    date | None, Takes("day"), Field(description="Last day, included, at most today.")
]
NightSince = Annotated[
    date | None,
    Takes("day"),
    Field(description="First day; a night counts for the day on which it ends."),
]
NightUntil = Annotated[
    date | None,
    Takes("day"),
    Field(description="Last day, at most today; a night counts for the day on which it ends."),
]
