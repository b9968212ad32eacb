"""Names known before an article is read: the table of countries."""

from __future__ import annotations

from collections import defaultdict

from analysis.lexicons import read_rows
from analysis.who.gazetteer import depending, gazetteer, groups
from analysis.who.naming import country_names, spellings

ROWS = read_rows("countries")
KINDS = {"name", "acronym", "demonym", "capital", "government", "body", "direction"}
MEMBERS = """
Afghanistan, Albania, Algeria, Andorra, Angola, Antigua and Barbuda, Argentina, Armenia, Australia, Austria, Azerbaijan, The Bahamas,
Bahrain, Bangladesh, Barbados, Belarus, Belgium, Belize, Benin, Bhutan, Bolivia, Bosnia and Herzegovina, Botswana, Brazil, Brunei, Bulgaria,
Burkina Faso, Burundi, Cape Verde, Cambodia, Cameroon, Canada, Central African Republic, Chad, Chile, China, Colombia, Comoros, Republic of
the Congo, Democratic Republic of the Congo, Costa Rica, Croatia, Cuba, Cyprus, Czech Republic, Denmark, Djibouti, Dominica, Dominican
Republic, East Timor, Ecuador, Egypt, El Salvador, Equatorial Guinea, Eritrea, Estonia, Eswatini, Ethiopia, Fiji, Finland, France, Gabon,
The Gambia, Georgia, Germany, Ghana, Greece, Grenada, Guatemala, Guinea, Guinea-Bissau, Guyana, Haiti, Honduras, Hungary, Iceland, India,
Indonesia, Iran, Iraq, Ireland, Israel, Italy, Ivory Coast, Jamaica, Japan, Jordan, Kazakhstan, Kenya, Kiribati, Kuwait, Kyrgyzstan, Laos,
Latvia, Lebanon, Lesotho, Liberia, Libya, Liechtenstein, Lithuania, Luxembourg, Madagascar, Malawi, Malaysia, Maldives, Mali, Malta,
Marshall Islands, Mauritania, Mauritius, Mexico, Micronesia, Moldova, Monaco, Mongolia, Montenegro, Morocco, Mozambique, Myanmar, Namibia,
Nauru, Nepal, Netherlands, New Zealand, Nicaragua, Niger, Nigeria, North Korea, North Macedonia, Norway, Oman, Pakistan, Palau, Panama,
Papua New Guinea, Paraguay, Peru, Philippines, Poland, Portugal, Qatar, Romania, Russia, Rwanda, Saint Kitts and Nevis, Saint Lucia, Saint
Vincent and the Grenadines, Samoa, San Marino, São Tomé and Príncipe, Saudi Arabia, Senegal, Serbia, Seychelles, Sierra Leone, Singapore,
Slovakia, Slovenia, Solomon Islands, Somalia, South Africa, South Korea, South Sudan, Spain, Sri Lanka, Sudan, Suriname, Sweden,
Switzerland, Syria, Tajikistan, Tanzania, Thailand, Togo, Tonga, Trinidad and Tobago, Tunisia, Turkey, Turkmenistan, Tuvalu, Uganda,
Ukraine, United Arab Emirates, United Kingdom, United States, Uruguay, Uzbekistan, Vanuatu, Venezuela, Vietnam, Yemen, Zambia, Zimbabwe
"""
UN = [" ".join(name.split()) for name in MEMBERS.replace("\n", " ").split(",")]


def test_every_member_of_the_united_nations_has_name_people_and_capital() -> None:
    kinds = defaultdict(set)
    for row in ROWS:
        kinds[row["side"]].add(row["how"])
    assert len(UN) == 193
    assert [side for side in UN if not {"name", "demonym", "capital"} <= kinds[side]] == []


def test_no_name_has_two_sides() -> None:
    sure = defaultdict(set)
    for row in ROWS:
        if not row["needs"]:
            sure[row["name"]].add(row["side"])
    assert [name for name, sides in sure.items() if len(sides) > 1] == []
    assert [name for name in sure if name in groups()] == []


def test_no_two_names_of_different_sides_are_printed_alike() -> None:
    printed = defaultdict(set)
    for name, (side, _) in gazetteer().items():
        for form in spellings(name):
            printed[form] |= {side}
            printed[form.upper()] |= {side}
    assert {form: sides for form, sides in printed.items() if len(sides) > 1} == {}


def test_the_table_is_clean() -> None:
    sides = {row["side"] for row in ROWS}
    assert {row["how"] for row in ROWS} == KINDS
    assert len({tuple(row.values()) for row in ROWS}) == len(ROWS)
    assert [row for row in ROWS if any(value != value.strip() or "’" in value for value in row.values())] == []
    needed = {side for meanings in depending().values() for meaning in meanings for side in (*meaning.beside, *meaning.without)}
    assert needed <= sides
    assert {row["side"] for row in ROWS if row["how"] == "name" and row["name"] == row["side"]} == sides


def test_a_shared_name_is_that_of_the_one_it_mostly_means() -> None:
    names = gazetteer()
    assert names["Indian"] == ("India", "demonym")
    assert names["American"] == ("United States", "demonym")
    assert names["Congo"][0] == "Democratic Republic of the Congo"
    assert names["Dominican"][0] == "Dominican Republic"
    assert names["Baku"] == ("Azerbaijan", "capital")
    assert not {"Island", "Heard", "Mann", "Korea", "North", "Serbia and Montenegro"} & names.keys()


def test_names_are_found_however_they_are_printed() -> None:
    forms = country_names().forms
    printed = ["Bogota", "Bogotá", "BOGOTA", "Chisinau", "Sao Tome and Principe", "Cote d'Ivoire", "CÔTE D’IVOIRE", "N’Djamena", "Elysee"]
    assert [form for form in printed if form not in forms] == []
    assert not {"Reunion", "REUNION"} & forms.keys()
