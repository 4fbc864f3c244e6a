"""Made-up people: names drawn from common words, NIPs valid in form (FACTS 7.1)."""

import datetime
import random
from dataclasses import dataclass

WOMEN = (
    "Ayu Dewi Sri Ratna Wulan Nita Sinta Rini Lestari Maya Indah Fitri Kartika Laras Yuni "
    "Melati Ningsih Puspa Ratih Sekar Tari Utami Vera Widya Yanti Anggun Citra Dian Endah "
    "Galuh Hana Intan Juwita Kirana Mega Nurul Oktavia Permata Rahma Salma"
).split()
MEN = (
    "Agus Budi Candra Dimas Eko Fajar Galih Hendra Irwan Joko Kurnia Lukman Made Nugroho "
    "Oki Prasetyo Rudi Surya Taufik Umar Wahyu Yoga Zainal Arif Bayu Cahyo Darma Edi Fauzan "
    "Gilang Harun Ilham Jaka Krisna Mahesa Nanda Rangga Satria Teguh Yusuf"
).split()
LAST = (
    "Adiputra Basuki Cahyani Darmawan Ekaputri Firmansyah Gunawan Hartono Indrawan Jatmiko "
    "Kusuma Laksmana Maharani Nainggolan Oktaviani Pramudita Rahardjo Santoso Tanjung Utomo "
    "Wibisono Yudhistira Zulkarnain Anggraini Batubara Darmanto Effendi Halim Iskandar "
    "Lubis Manurung Nasution Pangestu Rumahorbo Siregar Tarigan Wardhana Yulianto Arsana "
    "Budiarta Ginting Hutapea Kencana Mandala Novianti Purnama Ramadhan Sembiring"
).split()
DEGREES = ["S.E.", "S.H.", "S.Kom.", "S.Sos.", "S.T.", "S.Pd.", "M.Si.", "M.M.", ""]


@dataclass(frozen=True)
class MadeUp:
    """One made-up person: her name and what her NIP is made of."""

    name: str
    title_after: str
    sex: str
    born_on: datetime.date
    since: datetime.date
    nip: str


class Names:
    """Draws people; the same seed draws the same people."""

    def __init__(self, seed: int = 49):
        self.random = random.Random(seed)
        self.names: set[str] = set()
        self.serials: dict[str, int] = {}

    def person(self, *, age: int, years_in_service: int, today, contract=0) -> MadeUp:
        """A new name; `contract` above 0 makes the NIP of a PPPK in that contract."""
        sex = self.random.choice("12")
        born_on = datetime.date(
            today.year - age, self.random.randint(1, 12), self.random.randint(1, 28)
        )
        since = datetime.date(
            today.year - years_in_service, self.random.choice([1, 3, 4, 12]), 1
        )
        since = min(since, today.replace(day=1))
        middle = f"{since.year}{20 + contract}" if contract else f"{since:%Y%m}"
        stem = f"{born_on:%Y%m%d}{middle}{sex}"
        self.serials[stem] = self.serials.get(stem, 0) + 1
        return MadeUp(
            name=self._name(sex),
            title_after=self.random.choice(DEGREES),
            sex=sex,
            born_on=born_on,
            since=since,
            nip=f"{stem}{self.serials[stem]:03d}",
        )

    def _name(self, sex: str) -> str:
        first = MEN if sex == "1" else WOMEN
        while True:
            words = [self.random.choice(first), self.random.choice(LAST)]
            if self.random.random() < 0.4:
                words.insert(1, self.random.choice(first))
            name = " ".join(words)
            if name not in self.names and len(set(words)) == len(words):
                self.names.add(name)
                return name
