"""Speaker phrases and the parties they stand for, from conflicts all over the world."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.language.lexicon import load_lexicon
from claims.language.parties import Parties

PARTIES = Parties.load()

RESOLVES = {
    "Afghan Taliban": [
        "the Kabul regime",
        "the government of Afghanistan",
        "Taliban spokesman Zabihullah Mujahid",
        "Zabihullah Mujahid, a spokesman for the Taliban",
        "authorities in Kabul",
        "an Afghan official who spoke to the newspaper",
        "the acting Afghan defence minister",
        "the Taliban's Defence Ministry",
        "Afghanistan's ambassador to the UN",
        "Taliban deputy spokesman Hamdullah Fitrat",
        "Taliban authorities",
        "the Taliban interior ministry",
        "Afghan Interior Ministry spokesman Abdul Mateen Qani",
        "the Islamic Emirate",
        "the Afghan ambassador in Delhi",
        "Kabul",
        "Taliban",
        "Taliban officials",
        "Afghan Taliban",
        "the acting Taliban government in Afghanistan",
        "Taliban-led administration",
        "Afghanistan's Foreign Ministry",
    ],
    "African Union": [
        "the African Union",
    ],
    "Al-Qaeda": [
        "al-Qaeda",
    ],
    "Al-Shabaab": [
        "Al-Shabab",
        "al-Shabaab",
    ],
    "Amnesty International": [
        "Amnesty International",
    ],
    "Arakan Army": [
        "the Arakan Army",
    ],
    "Armenia": [
        "Armenia's Prime Minister Nikol Pashinyan",
        "Yerevan",
        "Armenian Defence Ministry",
    ],
    "Australia": [
        "Australian Prime Minister Anthony Albanese",
    ],
    "Azerbaijan": [
        "Baku",
        "Azerbaijani forces",
    ],
    "Baloch Liberation Army": [
        "the BLA",
    ],
    "Bangladesh": [
        "Bangladesh's interim government",
        "Dhaka",
    ],
    "Belarus": [
        "the Belarusian leader Alexander Lukashenko",
        "Minsk",
    ],
    "Boko Haram": [
        "Boko Haram",
    ],
    "Brazil": [
        "Brazilian police",
    ],
    "Burkina Faso": [
        "Burkina Faso's junta",
    ],
    "Cambodia": [
        "Cambodian Prime Minister Hun Manet",
        "Phnom Penh",
    ],
    "Canada": [
        "Canadian officials",
        "Ottawa",
        "Canada's Prime Minister Mark Carney",
    ],
    "China": [
        "Beijing",
        "China's foreign ministry",
        "Chinese Foreign Ministry spokesperson Mao Ning",
        "Chinese state media",
        "Chinese coast guard spokesperson Liu Dejun",
        "the PLA",
        "China's embassy in Manila",
    ],
    "Colombia": [
        "Colombian President Gustavo Petro",
    ],
    "Cuba": [
        "Cuban state media",
    ],
    "Cyprus": [
        "Cyprus",
    ],
    "DR Congo": [
        "Kinshasa",
    ],
    "ELN": [
        "Colombia's ELN",
    ],
    "Ecuador": [
        "Ecuador's armed forces",
    ],
    "Egypt": [
        "an Egyptian security source",
    ],
    "Eritrea": [
        "Eritrean troops",
    ],
    "Ethiopia": [
        "Ethiopia's government",
        "Addis Ababa",
        "the Ethiopian National Defence Force",
    ],
    "European Commission": [
        "the European Commission",
    ],
    "European Union": [
        "the European Union",
        "EU foreign policy chief Kaja Kallas",
        "EU officials",
    ],
    "FARC": [
        "FARC",
    ],
    "France": [
        "the Elysee",
        "French President Emmanuel Macron",
        "French prosecutors",
        "the French Foreign Ministry",
        "Paris",
    ],
    "Georgia": [
        "Georgia's foreign ministry",
        "Tbilisi",
    ],
    "Germany": [
        "German Chancellor Friedrich Merz",
        "Berlin",
    ],
    "Greece": [
        "Greek coastguard",
        "Athens",
        "Greek officials",
    ],
    "Hamas": [
        "Hamas",
        "Gaza's health ministry",
        "the Hamas-run health ministry",
        "the health ministry in Hamas-run Gaza",
        "health officials in Gaza",
        "Hamas leader Yahya Sinwar",
        "a senior Hamas official",
        "the head of Hamas",
        "Gaza's civil defence agency",
        "Gaza's civil defence",
        "the Gaza health ministry",
        "the Palestinian militant group Hamas",
    ],
    "Hezbollah": [
        "Hizbullah",
        "Lebanon's Hezbollah",
        "a Hezbollah lawmaker",
        "the Iran-backed Hezbollah",
    ],
    "Houthis": [
        "Yemen's Iran-backed Houthi rebels",
        "Houthi military spokesman Yahya Saree",
        "Sanaa",
    ],
    "Human Rights Watch": [
        "Human Rights Watch",
    ],
    "ICRC": [
        "the ICRC",
        "the International Committee of the Red Cross",
    ],
    "India": [
        "India",
        "New Delhi",
        "India's Ministry of External Affairs",
        "Indian officials",
        "Indian Prime Minister Narendra Modi",
        "the Indian Army",
        "India's Foreign Secretary Vikram Misri",
        "the Indian High Commission in Dhaka",
    ],
    "International Atomic Energy Agency": [
        "the IAEA",
        "IAEA chief Rafael Grossi",
    ],
    "Iran": [
        "Tehran",
        "Iran's Revolutionary Guards",
        "IRGC",
        "Iranian state TV",
        "Iranian Foreign Minister Abbas Araghchi",
        "Iran's foreign ministry spokesman Esmaeil Baghaei",
        "Iranian President Masoud Pezeshkian",
        "the Iranian foreign ministry spokesman",
        "Iran's supreme leader Ayatollah Ali Khamenei",
    ],
    "Islamic State": [
        "Islamic State",
        "the Islamic State group",
        "Daesh",
    ],
    "Islamic State Khorasan": [
        "IS-K",
        "ISKP",
    ],
    "Israel": [
        "Israeli officials",
        "the Israeli military",
        "the IDF",
        "Israel's Defence Minister Israel Katz",
        "Prime Minister Benjamin Netanyahu of Israel",
        "an Israeli army spokesperson",
        "Tel Aviv",
        "Senior Israeli security officials",
        "the Israeli prime minister's office",
        "Israeli police",
        "an Israeli government spokesman",
        "Israel's ambassador to the UN Danny Danon",
    ],
    "Italy": [
        "Italian coast guard",
        "Rome",
    ],
    "JNIM": [
        "JNIM",
        "Al-Qaeda-linked JNIM",
        "the al-Qaeda affiliate JNIM",
    ],
    "Japan": [
        "Japan's Self-Defense Forces",
    ],
    "Jordan": [
        "Jordan's king",
        "King Abdullah II of Jordan",
    ],
    "KFOR": [
        "KFOR",
    ],
    "Kenya": [
        "Kenyan police",
        "Kenya's interior minister",
    ],
    "Kosovo": [
        "Kosovo",
        "Pristina",
        "Kosovo police",
        "the Kosovo government",
        "Kosovo Prime Minister Albin Kurti",
    ],
    "Lashkar-e-Taiba": [
        "Lashkar-e-Taiba",
    ],
    "Lebanon": [
        "Lebanese state news agency",
        "the Lebanese army",
        "Lebanon's caretaker prime minister Najib Mikati",
        "Lebanese health ministry",
    ],
    "M23": [
        "M23",
        "the M23 rebels",
        "the Rwanda-backed M23",
    ],
    "Mali": [
        "Mali's army",
        "Mali's military government",
        "the Malian army",
    ],
    "Mexico": [
        "Mexico President Claudia Sheinbaum",
        "the president of Mexico, Claudia Sheinbaum",
        "president of Mexico Claudia Sheinbaum",
        "the Mexican government",
        "Mexican prosecutors",
    ],
    "Moldova": [
        "Moldova's president Maia Sandu",
    ],
    "Myanmar": [
        "Myanmar's junta",
        "the Myanmar military",
        "Burmese officials",
        "Myanmar military spokesman Zaw Min Tun",
    ],
    "NATO": [
        "NATO",
        "NATO Secretary-General Mark Rutte",
    ],
    "National Resistance Front of Afghanistan": [
        "the NRF",
        "Ahmad Massoud of the NRF",
    ],
    "National Unity Government": [
        "the National Unity Government",
        "Myanmar's National Unity Government",
    ],
    "Netherlands": [
        "The Hague",
        "the Dutch government",
    ],
    "New Zealand": [
        "New Zealand police",
    ],
    "Niger": [
        "Niger's junta",
    ],
    "Nigeria": [
        "Nigeria's military",
        "the Nigerian army",
        "Nigeria's police",
        "Nigerian air force spokesman",
    ],
    "North Korea": [
        "Pyongyang",
    ],
    "Organisation of Islamic Cooperation": [
        "OIC",
    ],
    "PKK": [
        "PKK",
    ],
    "Pakistan": [
        "Pakistan's military",
        "ISPR",
        "Rawalpindi",
        "officials in Islamabad",
        "Pakistani officials in Kabul",
        "the Pakistani envoy to Kabul",
        "spokesman for the Pakistani army",
        "the minister of foreign affairs of Pakistan",
        "Foreign Minister of Pakistan Bilawal Bhutto Zardari",
        "a Pakistani security official who declined to be named",
        "two Pakistani intelligence officials",
        "Pakistan's Information Minister Attaullah Tarar",
        "Pakistani Army spokesman Lt Gen Ahmed Sharif Chaudhry",
        "Islamabad police",
        "Islamabad",
        "Pakistan",
        "Pakistani official",
        "Pakistani security sources",
        "Pakistan's government",
        "Pakistan’s military",
    ],
    "Pakistan Peoples Party": [
        "Pakistan People's Party chairman Bilawal Bhutto Zardari",
    ],
    "Palestine": [
        "the Palestinian health ministry",
        "Palestinian officials",
        "Palestinian President Mahmoud Abbas",
    ],
    "Palestine Red Crescent Society": [
        "the Palestinian Red Crescent",
    ],
    "Philippines": [
        "Manila",
        "the Philippine coast guard",
        "Philippine President Ferdinand Marcos Jr",
    ],
    "Poland": [
        "Polish Prime Minister Donald Tusk",
        "Polish officials",
    ],
    "Qatar": [
        "Qatari mediators",
    ],
    "Rapid Support Forces": [
        "the RSF",
        "the Rapid Support Forces",
        "the paramilitary Rapid Support Forces",
        "RSF commander Mohamed Hamdan Dagalo",
        "RSF fighters",
    ],
    "Republika Srpska": [
        "Bosnian Serb leader Milorad Dodik",
    ],
    "Russia": [
        "the Kremlin",
        "Kremlin spokesman Dmitry Peskov",
        "Russia's Defence Ministry",
        "the Russian Ministry of Defence",
        "Russian-installed officials",
        "the Russian-installed head of Kherson",
        "Moscow",
        "the chief of the Russian General Staff",
        "Russia's Foreign Minister Sergey Lavrov",
        "Russian state news agency RIA",
        "the Russian ambassador to the United Nations",
    ],
    "Rwanda": [
        "Rwanda",
        "Kigali",
        "the Rwandan government",
    ],
    "Saudi Arabia": [
        "Saudi Arabia",
        "Riyadh",
    ],
    "Saudi-led coalition": [
        "the Saudi-led coalition",
    ],
    "Serbia": [
        "Belgrade",
        "Serbian President Aleksandar Vucic",
        "Serbia's defence ministry",
    ],
    "Somalia": [
        "Somalia's government",
    ],
    "Somaliland": [
        "Somaliland",
    ],
    "South Africa": [
        "the South African government",
        "Pretoria",
    ],
    "South Korea": [
        "South Korea's Joint Chiefs of Staff",
        "the South Korean military",
    ],
    "South Sudan": [
        "South Sudan's army",
    ],
    "Spain": [
        "Spain's interior ministry",
    ],
    "Sudan": [
        "the Sudanese Armed Forces",
        "SAF",
        "Sudan's army",
        "Khartoum",
        "Sudan's military ruler Abdel Fattah al-Burhan",
        "the Sudanese army chief",
    ],
    "Syria": [
        "Damascus",
        "Syrian state media",
        "the Syrian defence ministry",
        "the Syrian government",
    ],
    "Syrian Democratic Forces": [
        "SDF",
        "the Kurdish-led Syrian Democratic Forces",
    ],
    "TTP": [
        "the Pakistani Taliban",
        "the outlawed Tehrik-i-Taliban Pakistan (TTP)",
        "TTP spokesman Muhammad Khorasani",
        "Tehreek-i-Taliban Pakistan",
        "Tehreek-e-Taliban Pakistan",
        "Khwarij",
    ],
    "Taiwan": [
        "Taiwan's defence ministry",
        "Taipei",
    ],
    "Thailand": [
        "Thai army spokesman Winthai Suvaree",
        "the Thai military",
        "Bangkok",
    ],
    "Tigray People's Liberation Front": [
        "TPLF",
        "Tigrayan officials",
    ],
    "Turkey": [
        "Ankara",
        "Turkish officials",
        "Türkiye",
        "the Turkish Defence Ministry",
        "Turkey's President Recep Tayyip Erdogan",
        "Turkish state broadcaster TRT",
    ],
    "UNRWA": [
        "UNRWA",
    ],
    "Ukraine": [
        "Ukraine's General Staff",
        "Kyiv",
        "Ukrainian officials",
        "Ukrainian President Volodymyr Zelenskyy",
        "Volodymyr Zelenskyy, the Ukrainian president",
        "a spokesperson for the ministry of defence in Kyiv",
        "the Ukrainian air force",
        "Ukraine's military intelligence agency",
    ],
    "United Arab Emirates": [
        "the Emirates",
    ],
    "United Kingdom": [
        "Downing Street",
        "the UK government",
        "the British Foreign Office",
        "Britain's defence ministry",
        "British Prime Minister Keir Starmer",
        "UK officials",
        "London",
    ],
    "United Nations": [
        "the UN",
        "U.N. officials",
        "UN Secretary-General Antonio Guterres",
        "UN human rights chief Volker Turk",
        "a UN spokesperson",
        "the UN special rapporteur Francesca Albanese",
        "UN peacekeepers",
    ],
    "United States": [
        "US officials",
        "U.S. officials",
        "the U.S. State Department",
        "the White House",
        "White House press secretary Karoline Leavitt",
        "the Pentagon",
        "American officials",
        "Washington",
        "US",
        "President Joe Biden of the United States",
        "US intelligence officials",
        "an official in Washington",
        "the US special envoy Steve Witkoff",
        "U.S. Secretary of State Marco Rubio",
        "the FBI",
        "an American diplomat",
        "US President Donald Trump",
        "the Trump administration",
        "the Biden administration",
        "the US embassy in Kyiv",
    ],
    "Vatican City": [
        "Vatican",
    ],
    "Venezuela": [
        "Caracas",
        "Venezuelan President Nicolas Maduro",
    ],
    "Wagner Group": [
        "the Wagner Group",
        "Wagner chief Yevgeny Prigozhin",
    ],
    "World Health Organization": [
        "the World Health Organisation",
    ],
    "Yemen": [
        "Yemen's government",
    ],
}

NOBODY = [
    "Israel Katz",
    "Gaza residents",
    "a doctor in Gaza",
    "Palestinian civilians",
    "Hezbollah supporters",
    "Kyiv residents",
    "Kyiv mayor Vitali Klitschko",
    "the mayor of Kyiv",
    "a Ukrainian refugee",
    "a Moscow-based analyst",
    "a Russian opposition leader",
    "pro-Russian separatists",
    "residents of Khartoum",
    "a Sudanese doctor",
    "the junta",
    "an Indian-origin doctor",
    "Indian media",
    "Pakistan Cricket Board chairman",
    "a Pakistani journalist",
    "Islamabad-based Center for Research and Security Studies",
    "the Pak Institute for Peace Studies",
    "Ubaidullah Khilji, an Afghan history researcher currently based in Islamabad",
    "Naad-e-Ali Sulehria, a South Asia Fellow at the PoliTact think tank in Washington",
    "Afghan migrants",
    "American woman",
    "Chicago police",
    "the sheriff's office",
    "police in Uvalde",
    "Texas officials",
    "us",
    "the Los Angeles Police Department",
    "Minneapolis police chief Medaria Arradondo",
    "George Washington",
    "The Washington Post",
    "a former US official",
    "Korean officials",
    "a Chinese student",
    "Iranian activists",
    "the Syrian Observatory for Human Rights",
    "Syrian rebels",
    "Venezuelan opposition leader Maria Corina Machado",
    "Haitian gangs",
    "Addis Ababa University officials",
    "US and Israeli officials",
    "the head of the Kabul zoo",
    "a US-based group",
    "Amir Khan Muttaqi",
    "the analyst",
    "police",
    "officials",
    "Restelli",
    "experts",
    "Jordan Peterson",
    "Paris Hilton",
    "Afghans",
    "Kabul resident Ahmad",
    "Pakistani villagers",
    "retired Pakistani general Talat Masood",
    "former Afghan president Hamid Karzai",
    "anti-Taliban fighters",
    "the Taliban-appointed governor of Khost",
    "Khost police",
    "Beijing-based Caixin",
    "Pope Francis",
    "the Norwegian Refugee Council",
    "Israeli settlers",
    "Turkish football club Galatasaray",
    "Russian news agency Interfax",
    "an Ottawa doctor",
    "German tourists",
    "Hungary's Viktor Orban",
    "Israel's Channel 12",
    "Secretary of State Antony Blinken",
    "the governor of Belgorod",
    "the regional governor",
    "Kharkiv mayor Ihor Terekhov",
    "the army",
    "the Sudan Doctors Network",
    "Darfur activists",
    "Aung San Suu Kyi",
    "Indian and Pakistani officials",
    "Kosovo Serbs",
    "the Houston Police Department",
    "New York police",
    "NYPD",
    "the coroner",
    "a Texas lawmaker",
    "the attorney general",
    "the Red Cross",
    "local residents",
    "eyewitnesses in Gaza",
    "Palestinian medics",
    "Israeli media",
    "the families of the hostages",
    "the Maduro government",
    "Haiti's transitional council",
    "a Kurdish official",
    "the Prime Minister's spokesman",
    "American journalist Evan Gershkovich",
    "President Trump",
    "a Taliban critic",
    "Pakistan's former foreign minister Hina Rabbani Khar",
    "the head of the Pakistan Institute for Conflict and Security Studies",
    "Karachi police",
    "Peshawar hospital officials",
    "rescue officials",
    "Islamabad and Kabul",
    "the Imran Khan administration",
    "anti-Pakistan protesters",
    "in Kabul",
    "",
    "the American public",
    "PoliTact",
    "PM Modi",
    "the extremist faction",
    "Israeli human rights group B'Tselem",
    "Hezbollah-linked charity workers",
    "relatives of Israeli hostages",
    "a Gaza-based photographer",
    "a spokesman for the Zoo",
    "Beirut residents",
    "an Iranian-American scholar",
    "the Sudanese diaspora",
    "Rohingya refugees",
    "a Ukrainian prisoner of war",
    "survivors from Mariupol",
    "a Serbian football fan",
    "an Albanian villager in Kosovo",
    "Indian analysts",
    "the Times of India",
    "Afghan women",
    "the New York Times",
    "a Chinese company",
    "Lebanon's Al Manar viewers",
    "a Moscow court",
    "the Nairobi hospital",
    "a London hotel",
    "Italian prisoners",
]


@pytest.mark.parametrize(
    ("phrase", "party"), [(phrase, party) for party, phrases in RESOLVES.items() for phrase in phrases]
)
def test_a_phrase_that_speaks_for_a_side_is_that_side(phrase, party):
    """Names, seats, offices and spokespeople stand for their side."""
    assert party == PARTIES.resolve(phrase)


@pytest.mark.parametrize("phrase", NOBODY)
def test_a_phrase_that_speaks_for_nobody_is_no_side(phrase):
    """Experts, residents, media, local bodies and bare names stand for no side."""
    assert PARTIES.resolve(phrase) is None


@pytest.mark.parametrize(
    ("phrase", "day", "party"),
    [
        ("Kabul", date(1995, 5, 1), "Afghanistan"),
        ("Kabul", date(1999, 4, 1), "Afghan Taliban"),
        ("Kabul", date(2001, 11, 13), "Afghanistan"),
        ("Kabul", date(2021, 8, 14), "Afghanistan"),
        ("Kabul", date(2021, 8, 15), "Afghan Taliban"),
        ("Kabul", date(2022, 4, 1), "Afghan Taliban"),
        ("the Afghan Foreign Minister", date(2020, 5, 5), "Afghanistan"),
        ("Afghanistan's Foreign Ministry", date(2019, 1, 1), "Afghanistan"),
        ("the government of Afghanistan", date(2024, 1, 1), "Afghan Taliban"),
        ("Taliban officials", date(2019, 1, 1), "Afghan Taliban"),
        ("Sanaa", date(2010, 1, 1), "Yemen"),
        ("Sanaa", date(2020, 1, 1), "Houthis"),
        ("Yemen's government", date(2020, 1, 1), "Yemen"),
        ("the Gaza health ministry", date(2023, 11, 1), "Hamas"),
        ("the Gaza health ministry", date(2005, 1, 1), None),
        ("Islamabad", date(1999, 1, 1), "Pakistan"),
    ],
)
def test_a_capital_speaks_for_who_governs_on_the_day(phrase, day, party):
    """The date of the document tells who spoke from the seat of power."""
    assert party == PARTIES.resolve(phrase, on=day)


@pytest.mark.parametrize(
    ("phrase", "context", "party"),
    [
        ("Taliban", [], "Afghan Taliban"),
        ("Taliban", ["TTP"], "TTP"),
        ("Taliban", ["TTP", "Afghan Taliban"], "Afghan Taliban"),
        ("Taliban", ["TTP", "Afghanistan"], "Afghan Taliban"),
        ("RSF", [], "Rapid Support Forces"),
        ("RSF", ["Reporters Without Borders"], "Reporters Without Borders"),
        ("Korean officials", [], None),
        ("Korean officials", ["South Korea"], "South Korea"),
        ("Korean officials", ["South Korea", "North Korea"], None),
        ("Congolese officials", ["Republic of the Congo"], "Republic of the Congo"),
        ("the Congolese army", [], None),
        ("the Congolese army", ["DR Congo"], "DR Congo"),
        ("Taliban", ["Pakistan"], None),
        ("Georgia", [], None),
        ("Georgia", ["Georgia"], "Georgia"),
        ("Georgia", ["Georgia (US state)"], "Georgia (US state)"),
        ("Georgia officials", ["Georgia (US state)"], "Georgia (US state)"),
        ("the Labour Party", [], None),
        ("the Labour Party", ["United Kingdom"], "Labour Party (UK)"),
        ("the Labour Party", ["Israel"], "Labour Party (Israel)"),
        ("the Labour Party", ["Israel", "United Kingdom"], None),
        ("the Democratic Party", [], None),
        ("the Democratic Party", ["United States"], "Democratic Party (US)"),
        ("Congress", ["India"], "Indian National Congress"),
        ("Congress", [], None),
        ("Kingston", [], None),
        ("Kingston", ["Jamaica"], "Jamaica"),
        ("the ADF", [], None),
        ("the ADF", ["Allied Democratic Forces"], "Allied Democratic Forces"),
    ],
)
def test_a_name_of_several_sides_is_decided_by_the_document(phrase, context, party):
    """What the document names in full decides, else the declared default, else nobody."""
    assert party == PARTIES.resolve(phrase, context=context)


def test_a_user_adds_sides_and_names():
    """Names from the settings come before the shipped ones, and leave the rest as it was."""
    parties = Parties.load({"Free Harbour Front": ["Harbourists", "FHF"], "Peru": ["Casa de Pizarro"]})

    phrases = ["the Harbourists", "an FHF spokesman", "Free Harbour Front", "Casa de Pizarro", "Lima", "Peru"]

    expected = ["Free Harbour Front"] * 3 + ["Peru"] * 3
    assert expected == [parties.resolve(phrase) for phrase in phrases]


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("Kinshasa blamed the rebels; the Congolese army fled.", "DR Congo"),
        ("Brazzaville blamed the rebels; the Congolese army fled.", "Republic of the Congo"),
        ("The rebels fled; the Congolese army came.", None),
    ],
)
def test_a_document_gives_away_what_its_names_mean(text, party):
    """A city that only one of the candidates has names it."""
    assert party == PARTIES.resolve("the Congolese army", context=PARTIES.named_in(text))


STATES = [row for row in load_lexicon("countries") if row["state"]]
KNOWN_AS = {name: row.get("name", name) for name, row in load_lexicon("countries_more")["countries"].items()}
GOVERNED = {"Afghanistan": "Afghan Taliban"}  # whoever governs speaks for the country


@pytest.mark.parametrize("row", STATES, ids=lambda row: row["name"])
def test_every_state_speaks_through_its_offices(row):
    """By name and by nationality, in every usual form; experts, refugees and dissidents do not."""
    name = KNOWN_AS.get(row["name"], row["name"])
    offices = [
        f"{name}'s foreign minister",
        f"{name}'s army",
        f"the president of {name}",
        *(
            phrase
            for people in row["demonyms"]
            if people not in {"Congolese", "Dominican", "Central African", "Korean"}
            for phrase in (
                f"{people} officials",
                f"the {people} government",
                f"the {people} Ministry of Defence",
                f"{people} President Jane Doe",
                f"a {people} army spokesman",
            )
        ),
    ]
    others = [
        f"{people} {noun}" for people in row["demonyms"] for noun in ("analyst", "dissident", "residents")
    ]

    assert {GOVERNED.get(name, name)} == {PARTIES.resolve(phrase) for phrase in offices}
    assert {None} >= {PARTIES.resolve(phrase) for phrase in others}


@pytest.mark.parametrize(
    "other", ["TTP", "Islamic State", "Islamic State Khorasan", "Afghanistan", "Pakistan"]
)
def test_sides_with_like_names_are_never_one(other):
    """A group whose name contains another group's is a side of its own."""
    assert PARTIES.resolve("Afghan Taliban") != PARTIES.resolve(other) or other == "Afghanistan"


def test_additions_win_and_merge_only_where_told():
    """A name that a user gives to a side leaves the shipped one; no other name moves with it."""
    parties = Parties.load({"Harbour Watch": ["Amnesty International"], "Norway": ["Fjord Command"]})

    assert "Harbour Watch" == parties.resolve("Amnesty International")
    assert ["Norway", "Norway"] == [parties.resolve(name) for name in ("Fjord Command", "Oslo")]
    assert ["Sweden", "Human Rights Watch"] == [parties.resolve(name) for name in ("Stockholm", "HRW")]


def test_one_name_given_to_two_sides_stays_with_the_first():
    """Two sides never become one."""
    parties = Parties.load({"North Pier": ["dockers"], "South Pier": ["dockers", "porters"]})

    assert ["North Pier", "South Pier"] == [parties.resolve(name) for name in ("Dockers", "Porters")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Israeli troops and Hamas fighters clashed.", ["Israel", "Hamas"]),
        ("Tensions between Islamabad and Kabul rose.", ["Pakistan", "Afghan Taliban"]),
        ("An explosion in Kabul killed nine.", []),
        ("After the fall of Kabul, he fled.", []),
        ("Afghan migrants left Pakistan.", ["Pakistan"]),
        ("Tehreek-e-Taliban Pakistan (TTP) fired.", ["TTP", "TTP"]),
        ("Jordan Peterson met Michael Jordan.", []),
        ("Let us go, said the US envoy.", ["United States"]),
        ("An Islamabad-based centre said so.", []),
        ("The Washington Post reported it.", []),
        ("Pakistani airstrikes hit Afghanistan.", ["Pakistan", "Afghanistan"]),
        ("Russian shelling killed two Ukrainian soldiers.", ["Russia", "Ukraine"]),
        ("Nothing to see here.", []),
        ("", []),
    ],
)
def test_mentions_are_the_sides_a_text_names(text, expected):
    """Actors are found; places, persons and nationalities of people are not."""
    assert expected == [party for _, _, party in PARTIES.mentions(text)]


@given(
    st.lists(
        st.sampled_from(
            [
                "Israel",
                "TTP",
                "the",
                "U.S.",
                "Kabul",
                "forces",
                "in",
                "Hamas-run",
                "\n\n",
                ".",
                "’s",
                "é",
                "Afghan",
            ]
        )
    )
)
def test_mentions_are_in_order_and_never_overlap(words):
    """Spans point into the text, one after the other."""
    text = " ".join(words)
    spans = [(start, end) for start, end, _ in PARTIES.mentions(text)]
    flat = [edge for span in spans for edge in span]

    assert flat == sorted(flat)
    assert all(text[start:end].strip() == text[start:end] != "" for start, end in spans)


@given(st.text())
def test_any_text_is_read_without_error(text):
    """No phrase, however odd, breaks the reader."""
    assert PARTIES.resolve(text) is None or isinstance(PARTIES.resolve(text), str)
