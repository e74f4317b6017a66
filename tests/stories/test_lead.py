"""Which article leads its story: the newest full report."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.model import Article, Form
from bot.stories.lead import may_lead, takes_over
from tests.store.shelf import MORNING, article

LONG = " ".join(["Le phare de Kervannec éclaire de nouveau la côte."] * 8)


def written(hour: float = 0, text: str = LONG, form: Form = Form.PROSE, title: str = "Le phare") -> Article:
    return replace(article(title, text, moment=MORNING + timedelta(hours=hour)), form=form)


@pytest.mark.parametrize(
    ("new", "lead", "taken"),
    [
        pytest.param(written(4), written(), True, id="as full, and some hours newer"),
        pytest.param(written(1), written(), False, id="an hour later the press repeats itself"),
        pytest.param(written(-4), written(), False, id="an older one that comes late"),
        pytest.param(written(4, LONG[:60]), written(), False, id="a few lines, hours later"),
        pytest.param(written(20, LONG[:60]), written(), True, id="a few lines, but the lead is of yesterday"),
        pytest.param(written(4, form=Form.LIVE), written(), False, id="a live page never takes over"),
        pytest.param(written(30, form=Form.TABLE), written(), False, id="nor a table, however new"),
        pytest.param(written(0.1, LONG[:60]), written(form=Form.LIVE), True, id="a report from a live page"),
        pytest.param(written(-1), written(title=""), True, id="as full, and the lead has no title"),
        pytest.param(
            written(-1, LONG[:60]), written(title=""), False, id="a title on a few lines is not enough"
        ),
        pytest.param(written(4, title=""), written(), False, id="as full, but without a title"),
        pytest.param(
            written(20, title=""), written(), True, id="without a title, but the lead is of yesterday"
        ),
    ],
)
def test_who_leads_from_now_on(new, lead, taken):
    assert takes_over(new, lead) is taken


@pytest.mark.parametrize(
    ("new", "lead", "may"),
    [
        pytest.param(Form.PROSE, Form.PROSE, True, id="a report"),
        pytest.param(Form.LIVE, Form.PROSE, False, id="news on a live page wait for the report"),
        pytest.param(Form.LIVE, Form.LIVE, True, id="unless there is no report"),
    ],
)
def test_who_may_tell_a_story_anew(new, lead, may):
    assert may_lead(written(form=new), written(form=lead)) is may
