"""The way into the page: only by the right link and code, once, in time; everything else is the same page that tells nothing."""

import httpx
import pytest

from casework import content
from casework.people import remove
from tests.vastaja.page.conftest import REF, URL, WORDS, House


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


async def test_a_link_and_its_code_show_the_letter_and_it_is_on_record(house: House) -> None:
    path, code = house.link(house.people.mari)
    asked = await house.client.get(path)
    assert asked.status_code == 200
    assert WORDS not in asked.text
    entered = await house.post(path, code=f" {code[:3]} {code[3:]} ")
    cookie = entered.headers["set-cookie"].lower()
    assert all(word in cookie for word in ("httponly", "samesite=strict", "secure", "path=/page/see/"))
    assert "max-age" not in cookie
    shown = await house.client.get(entered.headers["location"])
    assert WORDS in shown.text
    assert "opened_letter" in [what for _, _, what, _ in house.desk.look_now(content.why, REF).history]


async def test_every_link_looks_alike_before_its_code(house: House) -> None:
    path, _ = house.link(house.people.mari)
    never = f"/page/open/{'A' * 32}"
    real, unreal = [await house.client.get(one) for one in (path, never)]
    assert real.text.replace(path, "") == unreal.text.replace(never, "")
    assert real.status_code == unreal.status_code == 200


async def test_used_late_foreign_wrong_and_unknown_links_answer_with_the_very_same_page(house: House) -> None:
    async def tried(path: str, code: str) -> tuple[int, str]:
        answer = await house.post(path, code=code)
        return answer.status_code, answer.text.replace(path, "")

    used = house.link(house.people.mari)
    await house.post(used[0], code=used[1])
    house.client.cookies.clear()
    answers = [await tried(*used)]
    answers.append(await tried(f"/page/open/{'B' * 32}", "123456"))
    mine, other = house.link(house.people.mari), house.link(house.people.mari, "reasons")
    answers += [await tried(mine[0], wrong(mine[1])), await tried(mine[0], ""), await tried(mine[0], wrong(other[1]))]
    late = house.link(house.people.mari, "addresses")
    house.clock.move(minutes=10)
    answers.append(await tried(*late))
    assert len(set(answers)) == 1
    assert answers[0][0] == 200
    assert "See kood ei ava" in answers[0][1]


async def test_after_five_wrong_codes_the_right_one_opens_nothing(house: House) -> None:
    path, code = house.link(house.people.mari)
    for _ in range(5):
        await house.post(path, code=wrong(code))
    assert "See kood ei ava" in (await house.post(path, code=code)).text


async def test_twenty_codes_from_one_address_are_enough(house: House) -> None:
    for _ in range(20):
        await house.post(f"/page/open/{'C' * 32}", code="000000")
    path, code = house.link(house.people.mari)
    assert (await house.post(path, code=code)).status_code == 429
    house.clock.move(minutes=10)
    path, code = house.link(house.people.mari)
    assert (await house.post(path, code=code)).status_code == 303


async def test_a_flood_of_looks_from_one_address_is_turned_away(house: House) -> None:
    answers = [(await house.client.get("/page/x")).status_code for _ in range(301)]
    assert (answers[299], answers[300]) == (404, 429)


async def test_a_visit_without_its_cookie_with_anothers_or_after_its_end_shows_nothing(house: House) -> None:
    visit = await house.enter(house.people.mari)
    other = await house.enter(house.people.mari, "addresses")
    nothing = (await house.client.get("/page/see/0000000000000000/")).text
    secret = house.client.cookies.get("vastaja", path=visit.rstrip("/"))
    async with httpx.AsyncClient(transport=house.client._transport, base_url=URL) as stranger:
        assert (await stranger.get(visit)).text == nothing
        assert (await stranger.get(other, headers={"Cookie": f"vastaja={secret}"})).text == nothing
    house.clock.move(minutes=10)
    ended = await house.client.get(visit)
    assert (ended.status_code, ended.text) == (404, nothing)
    assert (await house.client.get(f"{visit}stay")).json() == {"over": True}


async def test_who_leaves_the_agency_sees_nothing_from_that_moment(house: House) -> None:
    visit = await house.enter(house.people.mari)
    house.desk.do_now(remove, "Mari Mets")
    assert (await house.client.get(visit)).status_code == 404


async def test_closing_the_page_ends_the_visit(house: House) -> None:
    visit = await house.enter(house.people.mari)
    kept = house.client.cookies.get("vastaja", path=visit.rstrip("/"))
    ended = await house.do(visit, "end")
    assert "Leht on suletud" in ended.text
    assert (await house.client.get(visit, headers={"Cookie": f"vastaja={kept}"})).status_code == 404


async def test_staying_makes_the_visit_longer(house: House) -> None:
    visit = await house.enter(house.people.mari)
    house.clock.move(minutes=9)
    assert (await house.client.get(f"{visit}stay")).json() == {"seconds": 600}
    house.clock.move(minutes=9)
    assert WORDS in (await house.client.get(visit)).text


@pytest.mark.parametrize("headers", [{}, {"Origin": "https://kuri.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}])
async def test_a_form_of_another_site_does_nothing(house: House, headers: dict[str, str]) -> None:
    path, code = house.link(house.people.mari)
    assert (await house.client.post(path, data={"code": code}, headers=headers)).status_code == 403
    assert (await house.post(path, code=code)).status_code == 303


async def test_a_form_without_the_seal_of_its_visit_does_nothing(house: House) -> None:
    visit = await house.enter(house.people.mari)
    for seal in ({}, {"seal": "0" * 64}, {"seal": "õ"}):
        assert (await house.post(f"{visit}end", **seal)).status_code == 403
    assert (await house.client.get(visit)).status_code == 200


async def test_a_large_body_is_not_read(house: House) -> None:
    path, _ = house.link(house.people.mari)
    assert (await house.client.post(path, content=b"x" * 5000, headers={"Origin": URL})).status_code == 413

    async def endless() -> object:
        for _ in range(10):
            yield b"x" * 1000

    answer = await house.client.post(path, content=endless(), headers={"Origin": URL})  # type: ignore[arg-type]
    assert answer.status_code == 413


async def test_every_answer_is_kept_from_harm_and_never_cached(house: House) -> None:
    visit = await house.enter(house.people.mari)
    path, _ = house.link(house.people.mari)
    for one in (path, visit, "/page/none", "/page", "/page/static/", "/page/static/../words.py", "/page/see/"):
        answer = await house.client.get(one)
        assert answer.headers["cache-control"] == "no-store", one
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert "unsafe" not in answer.headers["content-security-policy"]
        assert (answer.headers["x-content-type-options"], answer.headers["referrer-policy"]) == ("nosniff", "same-origin")


@pytest.mark.parametrize("name", ["page.css", "page.js", "icon.svg"])
async def test_the_page_brings_its_own_files_and_no_others(house: House, name: str) -> None:
    assert (await house.client.get(f"/page/static/{name}")).status_code == 200
    assert (await house.client.get(f"/page/static/{name}.bak")).status_code == 404
    assert (await house.client.get("/page/static/base.html")).status_code == 404


@pytest.mark.parametrize(("accept", "words"), [
    ("en-GB,en;q=0.9", "Enter the code"), ("ru", "Введите код"), ("de", "Sisestage kood"), ("", "Sisestage kood"),
])  # fmt: skip
async def test_the_way_in_speaks_the_browsers_language(house: House, accept: str, words: str) -> None:
    path, _ = house.link(house.people.mari)
    assert words in (await house.client.get(path, headers={"Accept-Language": accept})).text
