"""Time zones of the places that people name."""

from __future__ import annotations

import difflib
import re
import unicodedata
import zoneinfo
from functools import lru_cache

from bot_clock.places_zh import PLACES_ZH, SIMPLIFIED

_PLACES = {
    # Countries and regions whose clocks agree, or whose capital people mean.
    "America/New_York": "united states,usa,us,america,new york city,nyc,washington,washington dc,boston,miami,"
    "philadelphia,atlanta,the east coast,east coast,florida,orlando,pittsburgh,baltimore,manhattan,brooklyn,charlotte",
    "America/Chicago": "texas,houston,dallas,austin,san antonio,new orleans,minneapolis,st louis,memphis,nashville,"
    "milwaukee,kansas city,oklahoma city,illinois",
    "America/Los_Angeles": "california,san francisco,seattle,san diego,las vegas,portland,silicon valley,hollywood,"
    "the west coast,west coast,sacramento,san jose,oakland,la,washington state,oregon",
    "America/Denver": "colorado,salt lake city,utah,albuquerque,new mexico,montana",
    "America/Phoenix": "arizona,tucson", "Pacific/Honolulu": "hawaii,waikiki", "America/Anchorage": "alaska",
    "America/Toronto": "canada,ottawa,montreal,quebec", "America/Vancouver": "british columbia,victoria",
    "America/Edmonton": "calgary,alberta", "America/Mexico_City": "mexico,guadalajara",
    "America/Sao_Paulo": "brazil,rio,rio de janeiro,brasilia,sao paulo",
    "America/Argentina/Buenos_Aires": "argentina,buenos aires", "America/Santiago": "chile",
    "America/Lima": "peru,cusco", "America/Bogota": "colombia,medellin", "America/Caracas": "venezuela",
    "America/Guayaquil": "ecuador,quito", "America/La_Paz": "bolivia", "America/Montevideo": "uruguay",
    "America/Asuncion": "paraguay", "America/Havana": "cuba", "America/Jamaica": "jamaica,kingston",
    "Europe/London": "uk,united kingdom,england,britain,great britain,scotland,wales,edinburgh,glasgow,manchester,"
    "liverpool,birmingham,cardiff,oxford,cambridge,leeds,bristol", "Europe/Belfast": "northern ireland",
    "Europe/Dublin": "ireland,galway,cork", "Europe/Lisbon": "portugal,porto",
    "Europe/Madrid": "spain,barcelona,seville,valencia,malaga,bilbao",
    "Europe/Paris": "france,lyon,marseille,nice,toulouse,bordeaux,strasbourg,lille",
    "Europe/Brussels": "belgium,antwerp,ghent,bruges", "Europe/Amsterdam": "netherlands,holland,rotterdam,the hague,utrecht",
    "Europe/Berlin": "germany,munich,hamburg,frankfurt,cologne,stuttgart,leipzig,dresden,dusseldorf,bavaria",
    "Europe/Zurich": "switzerland,geneva,basel,bern,lausanne", "Europe/Vienna": "austria,salzburg,graz,innsbruck",
    "Europe/Rome": "italy,milan,naples,venice,florence,turin,sicily,bologna,the vatican,vatican",
    "Europe/Copenhagen": "denmark", "Europe/Stockholm": "sweden,gothenburg,malmo", "Europe/Oslo": "norway,bergen",
    "Europe/Helsinki": "finland", "Atlantic/Reykjavik": "iceland", "Europe/Warsaw": "poland,krakow,gdansk",
    "Europe/Prague": "czechia,czech republic,brno", "Europe/Bratislava": "slovakia", "Europe/Budapest": "hungary",
    "Europe/Bucharest": "romania", "Europe/Sofia": "bulgaria", "Europe/Athens": "greece,crete,thessaloniki",
    "Europe/Belgrade": "serbia", "Europe/Zagreb": "croatia,dubrovnik,split", "Europe/Ljubljana": "slovenia",
    "Europe/Sarajevo": "bosnia", "Europe/Kyiv": "ukraine,kiev,odessa,lviv", "Europe/Istanbul": "turkey,ankara,izmir,turkiye",
    "Europe/Moscow": "russia,st petersburg,saint petersburg", "Europe/Vilnius": "lithuania", "Europe/Riga": "latvia",
    "Europe/Tallinn": "estonia", "Europe/Minsk": "belarus", "Europe/Malta": "malta", "Europe/Luxembourg": "luxembourg",
    "Asia/Tokyo": "japan,osaka,kyoto,hiroshima,sapporo,yokohama,nagoya", "Asia/Seoul": "korea,south korea,busan",
    "Asia/Pyongyang": "north korea", "Asia/Shanghai": "china,beijing,peking,shenzhen,guangzhou,wuhan,chengdu,hangzhou,"
    "nanjing,xian,tianjin", "Asia/Hong_Kong": "hongkong", "Asia/Taipei": "taiwan", "Asia/Macau": "macao",
    "Asia/Kolkata": "india,delhi,new delhi,mumbai,bombay,bangalore,bengaluru,chennai,hyderabad,calcutta,goa,pune,jaipur",
    "Asia/Karachi": "pakistan,lahore,islamabad", "Asia/Dhaka": "bangladesh", "Asia/Kathmandu": "nepal",
    "Asia/Colombo": "sri lanka", "Asia/Bangkok": "thailand,phuket", "Asia/Ho_Chi_Minh": "vietnam,saigon,hanoi",
    "Asia/Jakarta": "indonesia,java", "Asia/Makassar": "bali", "Asia/Kuala_Lumpur": "malaysia",
    "Asia/Singapore": "singapore city", "Asia/Manila": "philippines", "Asia/Yangon": "myanmar,burma",
    "Asia/Phnom_Penh": "cambodia", "Asia/Ulaanbaatar": "mongolia", "Asia/Almaty": "kazakhstan,astana",
    "Asia/Tashkent": "uzbekistan", "Asia/Dubai": "uae,united arab emirates,emirates,abu dhabi",
    "Asia/Riyadh": "saudi arabia,mecca,jeddah", "Asia/Qatar": "doha", "Asia/Tehran": "iran", "Asia/Baghdad": "iraq",
    "Asia/Jerusalem": "israel,tel aviv,haifa", "Asia/Beirut": "lebanon", "Asia/Damascus": "syria", "Asia/Amman": "jordan",
    "Asia/Kabul": "afghanistan", "Asia/Baku": "azerbaijan", "Asia/Tbilisi": "georgia", "Asia/Yerevan": "armenia",
    "Asia/Vladivostok": "far east of russia", "Asia/Novosibirsk": "siberia",
    "Africa/Cairo": "egypt,alexandria", "Africa/Lagos": "nigeria,abuja", "Africa/Nairobi": "kenya,mombasa",
    "Africa/Johannesburg": "south africa,cape town,durban,pretoria", "Africa/Casablanca": "morocco,marrakesh,rabat,fez",
    "Africa/Algiers": "algeria", "Africa/Tunis": "tunisia", "Africa/Accra": "ghana", "Africa/Addis_Ababa": "ethiopia",
    "Africa/Dakar": "senegal", "Africa/Kampala": "uganda", "Africa/Kigali": "rwanda", "Africa/Dar_es_Salaam": "tanzania",
    "Africa/Harare": "zimbabwe", "Africa/Tripoli": "libya", "Africa/Khartoum": "sudan", "Africa/Luanda": "angola",
    "Australia/Sydney": "australia,canberra,new south wales", "Australia/Brisbane": "queensland,gold coast",
    "Australia/Perth": "western australia", "Australia/Melbourne": "victoria australia", "Australia/Hobart": "tasmania",
    "Pacific/Auckland": "new zealand,wellington,christchurch", "Pacific/Fiji": "fiji", "Pacific/Tahiti": "tahiti",
    "UTC": "utc,gmt,greenwich,zulu",
}  # fmt: skip

_HAN = re.compile(r"[\u4e00-\u9fff]")
_LONGEST = 20
"""So many characters a Chinese name has at most, with its country and province before it."""
_BEHIND = re.compile(
    r"(?:特别行政区|(?:壮族|回族|维吾尔)?自治区|群岛|地区|[市省州县府都岛国])?(?:那边|那里|那儿|这边|当地|境内)?$"
)
"""What may stand behind the name of a place: `东京都`, `纽约市那边`."""


@lru_cache(maxsize=1)
def _table() -> dict[str, str]:
    """Return every known place, in lower case without accents, to its zone; the last part of a zone's name is a place too."""
    table: dict[str, str] = {}
    for zone in sorted(zoneinfo.available_timezones()):
        area, _, city = zone.rpartition("/")
        if area and not area.startswith(("Etc", "SystemV", "posix", "right")):
            table.setdefault(_plain(city.replace("_", " ")), zone)
    for zone, places in _PLACES.items():
        table.update(dict.fromkeys((_plain(place) for place in places.split(",")), zone))
    for zone, places in PLACES_ZH.items():
        table.update(dict.fromkeys((_plain(place) for place in places.split("、")), zone))
    return table


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold()).translate(SIMPLIFIED)
    return " ".join("".join(letter for letter in letters if not unicodedata.combining(letter)).replace(".", "").split())


def find_zone(place: str) -> str | None:
    """Return the time zone of a place, forgiving a typo; None where it is not known."""
    table = _table()
    text = _plain(place)
    for candidate in (text, text.removeprefix("the "), *(part.strip() for part in text.split(","))):
        if candidate in table:
            return table[candidate]
    if _HAN.search(text):
        return _zone_within(text, table) if len(text) <= _LONGEST else None
    alike = difflib.get_close_matches(text, table, n=1, cutoff=0.9) if len(text) > 4 else []  # noqa: PLR2004
    return table[alike[0]] if alike else None


def _zone_within(text: str, table: dict[str, str]) -> str | None:
    """Return the zone of a Chinese name that may have larger places before it: `日本东京`, `广东省深圳市`."""
    name = _BEHIND.sub("", text)
    if zone := table.get(text) or table.get(name):
        return zone
    for cut in range(1, len(text)):
        before = text[:cut].removesuffix("的")
        if before in table or _BEHIND.sub("", before) in table:
            zone = _zone_within(text[cut:], table)
            if zone is not None:
                return zone
    return None
