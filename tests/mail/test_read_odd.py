"""Odd letters, each an .eml file whose name says what is odd, and how it must be read."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from mail.letter import Address, Letter
from mail.read import read_letter
from tests.mail.odd_readings import MORE, TIIU

ODD = Path(__file__).parent.parent / "letters" / "odd"

# fmt: off
READINGS: dict[str, dict[str, Any]] = {
    "from_without_brackets":            {"sender": TIIU, "defects": ("address_without_brackets",)},
    "from_comma_unquoted":              {"sender": Address("Tamm, Tiiu", TIIU.address), "senders": (Address("Tamm, Tiiu", TIIU.address),)},
    "from_comment_name":                {"sender": TIIU},
    "from_encoded_local_part":          {"sender": Address("", "=?utf-8?q?ametnik=40amet.example=3E?=@paha.example"), "defects": ("encoded_address",)},
    "from_encoded_whole_mailbox":       {"sender": Address("Õie <ametnik@amet.example>", ""), "defects": ("address_unreadable",)},
    "from_name_looks_like_colleague":   {"sender": Address("ametnik@amet.example", "paha@kuri.example"), "defects": ("name_looks_like_address",)},
    "from_parenthesis_moves_address":   {"sender": Address("ametnik@amet.example)", "paha@kuri.example"),
                                         "defects": ("address_odd", "name_looks_like_address")},
    "from_two_brackets":                {"sender": Address("ametnik@amet.example", ""), "defects": ("address_unreadable", "name_looks_like_address")},
    "from_two_headers":                 {"sender": TIIU, "senders": (TIIU, Address("", "ametnik@amet.example")), "defects": ("two_from_headers",)},
    "from_two_addresses":               {"sender": Address("Tiiu", TIIU.address), "defects": ("several_from",)},
    "from_missing":                     {"sender": Address("", ""), "senders": (), "defects": ("no_sender",)},
    "from_nul_in_address":              {"sender": Address("Tiiu", ""), "defects": ("nul_in_address",)},
    "from_newline_in_encoded_name":     {"sender": Address("Tiiu Bcc: kõik", TIIU.address)},
    "from_mixed_script_domain":         {"sender": Address("Amet", "ametnik@аmet.example"), "defects": ("mixed_script_domain",)},
    "from_raw_utf8":                    {"sender": Address("Õnne Jõgi", "onne@kodu.example"), "subject": "Šokolaadist ja žanrist"},
    "from_raw_windows1257":             {"sender": Address("Õnne Jõgi", "onne@kodu.example"), "subject": "Šokolaad ja žanr", "body": "Šveitsi žürii"},
    "subject_raw_koi8":                 {"subject": "Вопрос о пособии", "body": "Добрый день, прошу ответить на моё обращение."},
    "subject_character_cut_in_two_words": {"subject": "Jõgi"},
    "subject_encoded_words_glued":      {"subject": "Re:Küsimuskohe"},
    "subject_encoded_word_with_spaces": {"subject": "Küsimus lapse kohta"},
    "subject_unknown_charset":          {"subject": "Küsimus"},
    "subject_never_closed_word":        {"subject": "=?utf-8?Q?K=C3=BCsimus"},
    "subject_with_line_break":          {"subject": "Küsimus Bcc: paha@kuri.example"},
    "subject_missing":                  {"subject": "", "body": "Tere!"},
    "subject_broken_fold":              {"subject": "Pikk pealkiri mis jätkub taandeta real", "defects": ("junk_in_headers",)},
    "date_nonsense":                    {"date": None, "defects": ("date_unreadable",)},
    "date_named_zone":                  {"date": datetime(2026, 10, 5, 7, 15, tzinfo=UTC)},  # Monday
    "date_absurd":                      {"defects": ("date_absurd",)},
    "message_id_missing":               {"message_id": ""},
    "message_id_folded_in_two":         {"message_id": "<AM0PR04MB5555DEADBEEF@AM0PR04.prod.example>"},
    "mbox_line_first":                  {"sender": TIIU, "subject": "Küsimus", "body": "Tere!"},
    "junk_before_headers":              {"sender": TIIU, "subject": "Küsimus", "body": "Tere!", "defects": ("junk_before_headers",)},
    "blank_lines_before_headers":       {"sender": TIIU, "subject": "Küsimus", "body": "Tere!"},
    "no_headers_at_all":                {"sender": Address("", ""), "body": "Tere!\n\nSee on lihtsalt tekst."},
    "no_blank_line_before_body":        {"sender": TIIU, "body": "Tere! See on keha, mille ees tühja rida ei ole.", "defects": ("no_blank_line",)},
    "line_ends_bare_cr":                {"sender": TIIU, "body": "Tere!\nTeine rida"},
    "line_ends_bare_lf":                {"sender": TIIU, "body": "Tere!\nTeine rida"},
    "charset_wrong_latin1_is_utf8":     {"body": "Küsimus öösel: õhk, šokk.", "defects": ("charset_wrong",)},
    "charset_wrong_latin1_is_baltic":   {"body": "Šveitsi žürii tõi õigust ja köögi.", "defects": ("charset_wrong",)},
    "charset_wrong_latin1_is_cyrillic": {"body": "Добрый день, прошу ответить на моё обращение.", "defects": ("charset_wrong",)},
    "charset_unknown":                  {"body": "Küsimus öösel.", "defects": ("charset_unknown",)},
    "charset_dangerous_codec":          {"body": "Küsimus öösel.", "defects": ("charset_unknown",)},
    "charset_missing_baltic":           {"body": "Palun selgitage, miks žürii šokeeris õpetajaid.", "defects": ("charset_missing",)},
    "charset_ascii_is_utf8":            {"body": "Küsimus öösel.", "defects": ("charset_wrong",)},
    "charset_utf7":                     {"body": "Küsimus öösel."},
    "charset_utf8_truncated":           {"body": "Küsimus öösel ja lõpus katkeb \ufffd", "defects": ("charset_wrong",)},
    "html_only_hidden_text":            {"body": "Palun vastake.", "defects": ("hidden_text",)},
    "html_all_hidden":                  {"body": "Kogu kiri on peidus", "defects": ("hidden_text",)},
    "html_charset_in_meta_only":        {"body": "Žürii šokeeris õde"},
    "flowed_with_quote":                {"body": "See on pikk lõik, mis jätkub järgmisel real.\n\n> tsiteeritud tekst, mis jätkub\n-- \nTiiu"},
    "flowed_delsp":                     {"body": "Pikk sõna."},
    "boundary_missing":                 {"body": "Siin ei ole ühtegi osa, ainult tekst.", "defects": ("boundary_missing",)},
    "boundary_wrong":                   {"body": "Tekst valel piiril.", "defects": ("boundary_wrong",)},
    "boundary_illegal_signs":           {"body": "Tekst."},
    "boundary_prefix_of_inner":         {"body": "Sisemine.\n\nVälimine."},
    "boundary_never_closed":            {"body": "Esimene.", "names": ["a.pdf"], "defects": ("boundary_not_closed",)},
    "part_without_headers":             {"body": "Tekst ilma päiseta."},
    "content_type_without_slash":       {"body": "Tere!"},
    "base64_with_stray_line":           {"body": "Küsimus lapse kohta."},
    "base64_padding_missing":           {"body": "Küsimus lapse"},
    "transfer_encoding_unknown":        {"body": "Küsimus."},
    "quoted_printable_broken":          {"body": "Küsimus =ZZ 50=% lõpp"},
    "uuencoded_file_in_text":           {"body": "Vaata manust.", "names": ["joonis.txt"], "texts": ["Tere\n"]},
    "file_name_rfc2231_in_pieces":      {"names": ["õpilas.bin"]},
    "file_name_encoded_word_in_quotes": {"names": ["õpilane.bin"]},
    "file_name_with_path":              {"names": ["x.bin"]},
    "file_name_right_to_left":          {"names": ["arvefdp.exe"]},
    "file_name_raw_baltic":             {"names": ["žürii.bin"]},
    "file_name_reserved_word":          {"names": ["_con.txt"]},
    "file_names_equal":                 {"names": ["a.bin", "a.bin"], "texts": ["üks", "kaks"]},
    "text_in_three_parts_around_files": {"body": "Üks.\n\nKaks.", "names": ["pilt.png"]},
    "blank_plain_beside_html":          {"body": "Kõik on siin.", "names": []},
    "html_says_more_than_plain":        {"body": "Lühike.\n\nHoopis teised sõnad siin.", "names": []},
    "forwarded_letter_as_file":         {"body": "Edastan.", "names": [""], "inside": ["lisa.txt"],
                                         "texts": ["From: Naaber <naaber@kodu.example>\nSubject: Müra\n\nNaabri mure."]},
    "picture_only":                     {"body": "", "names": ["kiri.jpg"], "defects": ("picture_only",)},
    "pgp_clear_signed":                 {"new_text": "Palun vastake."},
    "cc_group_and_semicolons":          {"to": tuple(Address("", f"{who}@kodu.example") for who in "abc"),
                                         "cc": (Address("", "d@kodu.example"), Address("Ellen", "e@kodu.example"))},
    "to_undisclosed":                   {"to": (), "delivered_to": ()},
    "reply_to_another_domain":          {"reply_to": "keegi@mujal.example", "defects": ("reply_to_differs",)},
    "body_with_nul_and_controls":       {"body": "Palun vastake."},
}
# fmt: on
READINGS |= MORE


def read(name: str) -> Letter:
    return read_letter((ODD / f"{name}.eml").read_bytes(), ("amet.example",))


def told(letter: Letter, what: str) -> Any:
    if what in ("generated", "bounce", "may_acknowledge"):
        return getattr(letter.automatic, what)
    if what == "listed":
        return letter.automatic.list
    if what == "names":
        return [file.name for file in letter.attachments]
    if what == "texts":
        return [file.text for file in letter.attachments]
    if what == "inside":
        return [inner.name for file in letter.attachments for inner in file.contains]
    return getattr(letter, what)


@pytest.mark.parametrize("name", READINGS)
def test_an_odd_letter_is_read_as_its_writer_meant_it(name: str) -> None:
    letter = read(name)
    assert {what: told(letter, what) for what in READINGS[name]} == READINGS[name]


def test_every_odd_letter_has_its_reading() -> None:
    assert sorted(file.stem for file in ODD.glob("*.eml")) == sorted(READINGS)
