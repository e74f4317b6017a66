"""What is in `deploy/` asks for metrics that there are, with the labels that they have."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families

from bot.app.condition import QUEUES
from bot.app.copies import BACKUP
from bot.store.activity import THROTTLED
from bot.web.metrics import Passes
from tests.web.test_metrics import asked, route, well

DEPLOY = Path(__file__).parents[1] / "deploy"
RULES = yaml.safe_load((DEPLOY / "alerts.yml").read_text(encoding="utf-8"))["groups"][0]["rules"]
TRIED = yaml.safe_load((DEPLOY / "alerts_test.yml").read_text(encoding="utf-8"))
PANELS = json.loads((DEPLOY / "grafana.json").read_text(encoding="utf-8"))["panels"]
SHOWN = [target["expr"] for panel in PANELS for target in panel["targets"]]
ALERTED = [rule["expr"] for rule in RULES]
NAME = re.compile(r"\blaconique_\w+")
CHOSEN = re.compile(r'(laconique_\w+)\{(\w+)=~?"([^"]+)"\}')
GROUPED = re.compile(r"by \(([\w, ]+)\) \((?:(?:rate|increase)\()?(laconique_\w+)")
VALUES = {"what": {*QUEUES, THROTTLED}, "lease": {BACKUP}}


@pytest.fixture
async def exposed():
    """Name -> the labels it has."""
    passes = Passes()
    passes.ended("read", 0.5, failed=True)
    passes.update_passed_over()
    models = {("plume-1", "told"): 7}
    answer = await asked("/metrics", route(passes, models, well, "1.2.3", "chat", "a-token-of-no-value"))
    found = {}
    for family in text_string_to_metric_families(answer.text):
        for sample in family.samples:
            found.setdefault(sample.name, set()).update(sample.labels)
    return found


@pytest.mark.parametrize("expression", [*ALERTED, *SHOWN])
async def test_every_expression_asks_for_what_there_is(exposed, expression):
    assert set(NAME.findall(expression)) <= exposed.keys()
    for name, label, values in CHOSEN.findall(expression):
        assert label in exposed[name]
        assert set(values.split("|")) <= VALUES[label]
    for labels, name in GROUPED.findall(expression):
        assert set(labels.split(", ")) <= exposed[name]


async def test_what_is_measured_is_shown(exposed):
    shown = {name for expression in SHOWN for name in NAME.findall(expression)}
    parts = ("_info", "_created", "_sum", "_count")
    measured = {name for name in exposed if name.startswith("laconique_") and not name.endswith(parts)}
    assert measured - shown == {"laconique_up"}, "that is an alert"


def test_every_alert_says_what_to_do():
    names = [rule["alert"] for rule in RULES]
    assert len(names) == len(set(names))
    for rule in RULES:
        assert rule["labels"]["severity"] in {"warning", "critical"}
        assert rule["annotations"].keys() == {"summary", "description"}


def test_no_two_panels_lie_over_each_other():
    places = [tuple(panel["gridPos"].values()) for panel in PANELS]
    assert len(places) == len(set(places))


def test_every_alert_is_tried_both_ways():
    """Somewhere it must speak, and somewhere it must be silent."""
    tried = [case for test in TRIED["tests"] for case in test["alert_rule_test"]]
    names = {rule["alert"] for rule in RULES}
    assert {case["alertname"] for case in tried if "exp_alerts" in case} == names
    assert {case["alertname"] for case in tried if "exp_alerts" not in case} == names


@pytest.mark.skipif(shutil.which("promtool") is None, reason="no promtool here (Debian: prometheus)")
@pytest.mark.parametrize(("word", "file"), [("check", "alerts.yml"), ("test", "alerts_test.yml")])
def test_prometheus_itself_takes_the_rules_and_finds_that_they_speak_when_they_should(word, file):
    done = subprocess.run(
        ["promtool", word, "rules", DEPLOY / file], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
