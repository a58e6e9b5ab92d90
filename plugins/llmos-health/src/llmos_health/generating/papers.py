"""The files of an export that doctors made or would read: electrocardiograms, clinical records."""

from __future__ import annotations

import json
from datetime import date

from llmos_health.generating.clock import LocalClock

_SAMPLES = 200


def electrocardiogram(clock: LocalClock, day: date) -> str:
    """A short recording: a few lines about it, then microvolts."""
    recorded = clock.written(clock.moment(day, 9.5))
    about = {
        "Name": "Mira",
        "Date of Birth": "",
        "Recorded Date": recorded,
        "Classification": "Sinus Rhythm",
        "Symptoms": "",
        "Software Version": "2.0",
        "Device": '"Watch6,7"',
        "Sample Rate": "512 hertz",
    }
    head = "".join(f"{name},{value}\n" for name, value in about.items())
    samples = "".join(f"{(index * 37) % 400 - 200}.5\n" for index in range(_SAMPLES))
    return f"{head}\n\nLead,Lead I\nUnit,µV\n\n{samples}"


def clinical_record(day: date) -> str:
    """A laboratory value as a hospital hands it over (FHIR)."""
    return json.dumps(
        {
            "resourceType": "Observation",
            "id": "1",
            "status": "final",
            "code": {"text": "Ferritin"},
            "effectiveDateTime": f"{day}T08:00:00Z",
            "valueQuantity": {"value": 48, "unit": "ng/mL"},
        }
    )
