"""A believable history: what people learnt over the last two calendar years."""

import datetime
import random

from corpu.home.demo.organisation import Ministry
from corpu.ledger.actions.records import record_many
from corpu.people.models import Person

# form -> (weight, titles, days of the range, quantity)
FORMS = {
    "e_learning": (22, ["Etika dan Antikorupsi", "Keamanan Informasi Dasar"], 5, "jp"),
    "seminar": (12, ["Seminar Pelayanan Publik", "Konferensi Data Terbuka"], 1, ""),
    "workshop": (9, ["Lokakarya Penyusunan Standar", "Lokakarya Desain Layanan"], 2, ""),
    "dissemination": (8, ["Sosialisasi Peraturan Kinerja"], 1, ""),
    "technical": (8, ["Pelatihan Teknis Pengelolaan Arsip"], 3, "jp"),
    "technical_guidance": (7, ["Bimtek Penyusunan Anggaran"], 2, "jp"),
    "course": (6, ["Kursus Bahasa Inggris Kedinasan"], 10, "jp"),
    "functional": (4, ["Pelatihan Fungsional Analis Kebijakan"], 10, "jp"),
    "managerial": (4, ["Pelatihan Manajerial Dasar"], 5, "jp"),
    "distance_training": (6, ["Pelatihan Jarak Jauh Manajemen Risiko"], 4, "jp"),
    "self_study": (8, ["Belajar Mandiri: Penulisan Naskah Dinas"], 3, "minutes"),
    "community": (8, ["Komunitas Praktik Analis Data"], 1, "minutes"),
    "benchmarking": (2, ["Studi Banding Mal Pelayanan Publik"], 2, ""),
    "internship": (1, ["Magang di Unit Layanan Terpadu"], 20, ""),
    "secondment": (1, ["Detasering di Pemerintah Daerah"], 30, ""),
    "other_non_classical": (1, ["Penugasan Khusus Penyusunan Pedoman"], 5, ""),
}
PLACES = ["Balai Pelatihan Nusantara", "Pusat Pembelajaran Digital", "Mitra Belajar"]


def build(ministry: Ministry, today: datetime.date, spared: set[int]) -> int:
    """Post the history of all but the `spared`, in pieces; returns how many facts."""
    draw = random.Random(20)
    facts = []
    for person in ministry.people:
        diligence = draw.choice([0.3, 0.6, 0.9, 1.0, 1.2, 1.5])
        if person.pk in spared:
            continue
        for year in (today.year - 1, today.year):
            facts += _year_of(person, year, diligence, draw, today)
    facts.sort(key=lambda fact: (fact["ended_on"], fact["source"]))
    for start in range(0, len(facts), 500):
        record_many(facts[start : start + 500])
    return len(facts)


def build_for_learner(person: Person, today: datetime.date) -> int:
    """The person of the story: some way from her 20 JP, with a cap that was met."""
    rows = [
        ("e_learning", "Etika dan Antikorupsi", 250, 2, {"jp_stated": 8}),
        ("seminar", "Seminar Pelayanan Publik", 160, 1, {}),
        ("community", "Komunitas Praktik Analis Data", 60, 1, {"minutes": 90}),
        ("workshop", "Lokakarya Penyusunan Standar", 480, 2, {}),
        ("technical", "Pelatihan Teknis Pengelolaan Arsip", 430, 3, {"jp_stated": 12}),
    ]
    facts = []
    for number, (form, title, days_ago, days, quantity) in enumerate(rows):
        start = today - datetime.timedelta(days=days_ago)
        facts.append(
            {
                "person": person,
                "form": form,
                "title": title,
                "provider_name": PLACES[number % len(PLACES)],
                "started_on": start,
                "ended_on": start + datetime.timedelta(days=days - 1),
                "certificate_number": f"SRT-{person.pk:04d}-{number}",
                "source": f"demo:history:{person.pk}:{number}",
                **quantity,
            }
        )
    return len(record_many(facts))


def _year_of(person: Person, year, diligence, draw, today) -> list[dict]:
    last = min(datetime.date(year, 12, 31), today)
    first = max(datetime.date(year, 1, 1), person.appointed_on)
    span = (last - first).days
    if span < 20:
        return []
    wanted = round(draw.uniform(2, 6.5) * diligence * span / 365 + 0.4)
    codes, weights = list(FORMS), [row[0] for row in FORMS.values()]
    return [
        _fact(person, draw.choices(codes, weights)[0], first, span, draw, f"{year}:{n}")
        for n in range(wanted)
    ]


def _fact(person: Person, form: str, first, span: int, draw, key: str) -> dict:
    _weight, titles, days, quantity = FORMS[form]
    days = min(days, span)
    start = first + datetime.timedelta(days=draw.randint(0, span - days))
    fact = {
        "person": person,
        "form": form,
        "title": draw.choice(titles),
        "provider_name": draw.choice(PLACES),
        "started_on": start,
        "ended_on": start + datetime.timedelta(days=days - 1),
        "scope": "international" if draw.random() < 0.04 else "national",
        "source": f"demo:history:{person.pk}:{key}",
    }
    if quantity == "jp":
        fact["jp_stated"] = draw.choice([3, 4, 6, 8, 10, 12])
    elif quantity == "minutes":
        fact["minutes"] = draw.choice([45, 60, 90, 120])
    if form not in ("self_study", "community", "dissemination"):
        fact["certificate_number"] = f"{form[:3].upper()}-{person.pk:04d}-{key[2:]}"
    return fact
