"""Title, date, byline and dateline; and what stands around an article."""

from datetime import date

import pytest

from claims.language.boilerplate import is_notice, label_end, strip_boilerplate
from claims.sources.dates import find_leading_date, parse_date
from claims.sources.masthead import dateline_end, read_masthead
from claims.sources.paragraphs import split_lines

BODY = "The two sides met on Monday, and nothing came of it."


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["A deal is done", BODY], {"title": "A deal is done"}),
        (["A deal is done", "A deal is done", BODY], {"title": "A deal is done"}),
        (["Is it done? Here's what we know", BODY], {"title": "Is it done? Here's what we know"}),
        (["date 2022-04-27 " + BODY], {"published": date(2022, 4, 27)}),
        (["date 2024-04-23 LI UR WEI", BODY], {"published": date(2024, 4, 23), "author": "LI UR WEI"}),
        (["January 21, 2025", "A deal", BODY], {"published": date(2025, 1, 21), "title": "A deal"}),
        (["A deal", "By Jane Doe and Li Wei", BODY], {"title": "A deal", "author": "Jane Doe and Li Wei"}),
        (["A deal", "By Jane Doe | 3 May 2024, 14:05 IST | 4 min read", BODY],
         {"title": "A deal", "author": "Jane Doe", "published": date(2024, 5, 3)}),
        (["A deal", "By Jane Doe, Example Dispatch", BODY],
         {"title": "A deal", "author": "Jane Doe", "publisher": "Example Dispatch"}),
        (["Example Bulletin", "A deal is on", BODY],
         {"publisher": "Example Bulletin", "title": "A deal is on"}),
        (["BREAKING NEWS", "A deal is on", BODY], {"title": "A deal is on"}),
        (["Title: A deal", "Source: Example News", BODY],
         {"title": "A deal", "publisher": "Example News"}),
        (["Updated: 5 May 2024", "Published: 3 May 2024", BODY], {"published": date(2024, 5, 3)}),
        (["KABUL, April 27, 2022 (Reuters) - " + BODY],
         {"publisher": "Reuters", "published": date(2022, 4, 27)}),
        (["New Delhi [India], April 27 (ANI): " + BODY], {"publisher": "ANI"}),
        (["KABUL, Afghanistan (AP) — " + BODY], {"publisher": "AP"}),
        (["ISLAMABAD: " + BODY], {}),
        (["A deal", "OSLO, May 3, 2024 (NTB)", BODY],
         {"title": "A deal", "publisher": "NTB", "published": date(2024, 5, 3)}),
        (["A deal", "Oslo Night Desk // 3 May 2024", BODY],
         {"title": "A deal", "published": date(2024, 5, 3)}),
    ],
)  # fmt: skip
def test_a_masthead_is_read_and_taken_off(lines, expected):
    """What it states is known, what is left are titles and running text."""
    head = read_masthead(lines)
    found = head.model_dump(exclude={"paragraphs"}, exclude_none=True)
    title = [expected["title"]] if "title" in expected and not lines[0].startswith("Title:") else []

    assert expected == found
    assert (*title, BODY) == head.paragraphs


@pytest.mark.parametrize(
    "text",
    [
        "January 21, 2025 was a cold day in the capital.",
        "By Monday the fighting had stopped.",
        "NATO: the alliance said so, and NATO repeated it.",
        "He wrote for the Example Review of 3 May 2024.",
    ],
)
def test_running_text_is_no_masthead(text):
    """Sentences keep their dates and names, and lend them to nobody."""
    head = read_masthead([text, BODY])

    assert (text, BODY) == head.paragraphs
    assert (None, None, None) == (head.published, head.author, head.publisher)


def test_a_title_in_capitals_is_no_author():
    """A name does not come back in the text below it; a subject does."""
    head = read_masthead(["A deal", "THE TWO SIDES", BODY])

    assert head.author is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2024-04-23T10:00:00+00:00", date(2024, 4, 23)),
        ("20240423", date(2024, 4, 23)),
        ("Tuesday, 23rd of April 2024", date(2024, 4, 23)),
        ("Apr. 23, 2024", date(2024, 4, 23)),
        ("23/04/2024", date(2024, 4, 23)),
        ("04/05/2024", None),
        ("2024-02-31", None),
        ("April 2024", None),
        (20240423, None),
        (None, None),
    ],
)
def test_only_certain_dates_are_dates(value, expected):
    """What could be read in two ways is not read."""
    assert expected == parse_date(value)


def test_the_time_of_day_belongs_to_the_date():
    """After the date the line goes on where the time ends."""
    line = "3 May 2024 14:05 GMT By Jane"
    found = find_leading_date(line)

    assert found is not None
    assert "By Jane" == line[found[1] :].strip()


@pytest.mark.parametrize(
    "line",
    [
        "• Facebook Icon", "Share on WhatsApp", "Advertisement", "Comments",
        "Also Read: Pass Reopens After Snow",
        "READ:   Railway Will Cost 2 Billion, Planners Say", "Translate This News In", "Post a Comment",
        "( With inputs from XYZ )", "(With material from XYZ)",
        "Disclaimer : The author's views are his own.",
        "— Team EX", "Example Today Logo", "© 2024 Example. All rights reserved.", "4 min read",
        "Sign up here.", "Read more about it here.", "A man in the street on Monday. REUTERS/Jane Doe",
        "We use cookies to improve your experience on this website.", "Sign up for our newsletter.",
        "Photo: Jane Doe/AFP", "A man in the street. (AP Photo/Jane Doe)",
        "Reporting by Jane Doe; Editing by Li Wei",
        "The minister, left, with his counterpart, centre, during a meeting in May, 2023",
        "FILE - Soldiers stand guard, Aug. 19, 2021.", "Tags: army, border",
        "Editor's note: the author owns shares in the firm.",
        "People wait at the station. (Jane Roe / Example Tribune)",
        "0 Pending Comments",
        "This post has been auto-published from an agency feed without any modifications to the text",
    ],
)  # fmt: skip
def test_furniture_is_dropped(line):
    """What belongs to the page and not to the article goes."""
    assert [BODY, BODY] == strip_boilerplate([BODY, line, BODY])


@pytest.mark.parametrize(
    "text",
    [
        "Facebook said on Monday that it had removed 47 pages.",
        "Read the letter in full and it says something else: the army knew.",
        "Watching from the hills, the men saw the town burn.",
        "Advertisement revenue fell by 5% in 2023, the company said.",
        "Senator McCain said so. Elon LinkedIn posts followed, and President DeSantis agreed.",
        "Reporting by the newspaper found that 47 people had died.",
        "Research from two universities shows a rise of 56%.",
        "The disclaimer in the contract was void, the court held.",
        "Comments by the minister on Monday angered the neighbours.",
        "He turned left, with his men behind him, and was shot.",
        "The photo shows five soldiers at the border.",
        "You and I must support our readers.",
        "Editor's note: an earlier version of this article said that 47 people had died.",
        "Two of the victims (47 and 52) were brothers.",
    ],
)
def test_running_text_is_kept(text):
    """A sentence that says something stays, whatever words it has in common with a page's furniture."""
    assert [BODY, text] == strip_boilerplate([BODY, text])


@pytest.mark.parametrize(
    ("glued", "expected"),
    [
        ("Border FenceOnly two men died on Monday.", ["Only two men died on Monday."]),
        ("Peace TalksThe sides met.", ["The sides met."]),
        ("It is a threat to its stability. Ex Logo", ["It is a threat to its stability."]),
        ("It ended there.Also Read: Pass Reopens", ["It ended there."]),
        (
            "The Northern Army GroupSoldiers left. Soldiers of the Group.",
            ["Soldiers left. Soldiers of the Group."],
        ),
        ("The Deputy Foreign Ministry of KabulThe men left for Kabul.", None),
    ],
)
def test_captions_grown_into_sentences_are_cut_off(glued, expected):
    """A picture's text goes, the sentence that it has grown into stays."""
    found = strip_boilerplate([glued])

    assert (expected or [glued]) == found


def test_self_praise_at_the_end_goes():
    """The publisher's address to its readers is dropped, the article's last words are not."""
    praise = "We believe in journalism. You can support us: spread the word, and subscribe to our newsletter."

    assert [BODY] == strip_boilerplate([BODY, praise, "Stay tuned, subscribe to us, and follow us."])


def test_wrapped_lines_are_joined():
    """A text wrapped at a width has its paragraphs back; its short lines stay apart."""
    text = (
        "A deal\nBy Jane Doe\n\nThe two sides met on Monday in the capital, and it is said\n"
        "that nothing came of it, for neither had anything that was\nnew to say.\n\nThey part."
    )

    assert [
        "A deal",
        "By Jane Doe",
        "The two sides met on Monday in the capital, and it is said that nothing came of it,"
        " for neither had anything that was new to say.",
        "They part.",
    ] == split_lines(text)


@pytest.mark.parametrize(
    "sentence",
    [
        "Anyone with information is asked to call Bergen police at 555-010-0100.",
        "Witnesses are urged to contact Det. Li of the sheriff's office.",
        "Police ask anyone who saw the car to come forward or call 555-010-0100.",
        "To remain anonymous, text a tip to 55501.",
        "Please contact the Works Department at works@example.org.",
        "Contact Jane Roe: 555-010-0100 or jroe@example.org.",
        "Jane Roe: 555-010-0100, jroe@example.org or twitter.com/jroe",
        "Follow her on Twitter: @jroe.",
        "The Example Press contributed to this report.",
        "(Additional reporting by Jane Roe in Oslo; editing by Bo Li)",
        "By Jane Roe.",
        "This is a developing story.",
        "This story will be updated as more becomes known.",
        "Check back for updates.",
        "Updated at 5:17 p.m. on Tuesday",
        "Updated 3 hours ago",
        "3:25 p.m.",
        "14:32 GMT",
        "UPDATE:",
        "1:05 Cat stuck on a pole for nine days is rescued",
        "Image 5 of 14 Two women wait outside the hall on Monday.",
        "Photo: Jane Roe, Example Express",
        "(Photo: Jane Roe)",
        "(Published Monday, Sept. 21, 2015)",
        "Watch the full interview here.",
        "Read or share this story: http://example.org/1",
        "There was a problem saving your notification.",
        "Sign in to update your profile and to receive alerts.",
        "This video is no longer available.",
    ],
)
def test_a_notice_is_no_claim(sentence):
    """What is said to the reader of the page is told apart, inside running text too."""
    assert is_notice(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Those who work there were told to contact their employer before Friday.",
        "Anyone who was in the hall saw the roof come down.",
        "People who saw the fire called the police.",
        "Police set up a tip line and have received 200 calls.",
        "The mayor urged people to call off the march.",
        "The story was updated to correct the number of the dead, which is 46.",
        "Published on Monday, the report says that 47 people died.",
        "Updated figures show 46 deaths.",
        "By Monday Bergen had no water.",
        "At 14:32 GMT the dam broke.",
        "1:30 p.m. on Monday was when the dam broke.",
        "Sources: the mayor knew of the leak",
        "Images of the dam show cracks.",
        "The photo, taken on Monday, shows two men.",
        "She photographed the dam (Bergen/Oslo road) in May.",
        "Please do not forget us, the widow said.",
        "Your vote counts, the candidate said.",
        "The firm said it had deleted 47 accounts and sent their owners an email.",
        "Breaking the law costs 500 crowns.",
        "The live video shows the raid.",
        "“Call us,” the minister told the rebels.",
    ],
)
def test_a_statement_is_no_notice(sentence):
    """A sentence that says something about the world is read, whatever words it shares with notices."""
    assert not is_notice(sentence)


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("UPDATE: Two men died.", "Two men died."),
        ("Breaking news: Two men died.", "Two men died."),
        ("14:32 GMT - Two men died.", "Two men died."),
        ("\u00d7 Two men died.", "Two men died."),
        ("Updates show that two men died.", "Updates show that two men died."),
        ("14:32 was the time of the quake.", "14:32 was the time of the quake."),
    ],
)
def test_a_label_is_cut_off(sentence, words):
    """What names the sort of text is no part of what it says."""
    assert words == sentence[label_end(sentence) :]


@pytest.mark.parametrize(
    ("paragraph", "words"),
    [
        ("BERGEN, Norway (AP) \u2014 The talks failed.", "The talks failed."),
        ("OSLO, Feb 6 \u2014 The talks failed.", "The talks failed."),
        ("BERGEN \u2014The talks failed.", "The talks failed."),
        ("WEST HARBOUR, Maine -- The talks failed.", "The talks failed."),
        ("ROE: The talks failed.", "ROE: The talks failed."),
        ("NATO \u2014 The talks failed.", "NATO \u2014 The talks failed."),
        ("The talks \u2014 the third \u2014 failed.", "The talks \u2014 the third \u2014 failed."),
    ],
)
def test_a_dateline_ends_where_the_words_begin(paragraph, words):
    """Below the masthead too; who speaks in an interview is no place."""
    assert words == paragraph[dateline_end(paragraph, [paragraph, "NATO said so."]) :]
