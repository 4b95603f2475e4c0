#!/usr/bin/env python3
"""Make an export of Cloud Asset Inventory of N assets on standard output: one asset a line, as `gcloud asset export` writes them.

  generate_assets.py --assets N [--seed S] [--source ESTATE.ndjson] > assets.ndjson

Assets of the source (default: the estate under tests/fixtures/google) are cloned in the mix of a usual organization, over 50 projects under 8 folders. Each
project has the whole estate, so that references within it hold; further clones have names, addresses and labels of their own, and one reference in a
hundred leads to nothing. Where an asset has a policy, it stands in a line of its own, as the second export (IAM_POLICY) gives it. 0.5 % of the assets are
deleted, 0.2 % are there again with a later change, 0.1 % have very large policies. The same numbers give the same bytes on every platform.
"""
import argparse
import json
import pathlib
import sys

from generate_aws_config import CLASSES, WORDS, Random, dumped

ESTATE = pathlib.Path(__file__).resolve().parent.parent / "fixtures/google/estate.ndjson"
PROJECTS, FOLDERS = 50, 8
# Type, weight in a usual organization, bytes that its data are padded to.
MIX = [("compute.googleapis.com/Instance", 16, 1700), ("compute.googleapis.com/Disk", 16, 1050), ("compute.googleapis.com/Firewall", 12, 560), ("compute.googleapis.com/Subnetwork", 7, 520),
       ("storage.googleapis.com/Bucket", 8, 800), ("iam.googleapis.com/ServiceAccount", 10, 0), ("compute.googleapis.com/Snapshot", 8, 900), ("container.googleapis.com/Cluster", 3, 2000),
       ("sqladmin.googleapis.com/Instance", 3, 1000), ("pubsub.googleapis.com/Topic", 4, 0), ("pubsub.googleapis.com/Subscription", 4, 600), ("bigquery.googleapis.com/Table", 5, 1500),
       ("secretmanager.googleapis.com/Secret", 3, 0), ("cloudfunctions.googleapis.com/CloudFunction", 3, 1300), ("dataproc.googleapis.com/Cluster", 1, 1900)]
LABELS = ["owner", "system", "environment", "dataclass", "costcenter", "team", "stage", "contact", "version"]


class Clones:
    def __init__(self, seed, source):
        self.random = Random(seed)
        estate = [json.loads(line) for line in source.read_text(encoding="utf-8").splitlines()]
        self.sizes = {kind: size for kind, _, size in MIX}
        self.estate = [self.prepared(asset) for asset in estate]
        by_type = {}
        for entry in self.estate:
            by_type.setdefault(entry[0], []).append(entry)
        self.wheel = [by_type[kind] for kind, weight, _ in MIX for _ in range(weight)]

    def prepared(self, asset):
        """Its type, its text without its policy, the policy, and the last part of its name."""
        data = dict(asset["resource"]["data"])
        if "labels" in data:
            data["labels"] = {"@LABELS@": 0}
        inventory = []
        while len(dumped(data)) + len(dumped(inventory)) < self.sizes.get(asset["asset_type"], 0):
            inventory.append({"key": "note%d" % len(inventory), "value": "@NOTE@", "at": None})
        if inventory:
            data["inventory"] = inventory
        policy = asset.get("iam_policy")
        asset = {key: value for key, value in asset.items() if key != "iam_policy"}
        asset["resource"] = dict(asset["resource"], data=data)
        return asset["asset_type"], dumped(asset), policy, asset["name"].rsplit("/", 1)[1]

    def labels(self):
        chosen = {}
        for _ in range(self.random.below(9)):
            key = self.random.one(LABELS)
            chosen[key] = self.random.one(CLASSES) if key == "dataclass" else "%s-%x" % (self.random.one(WORDS), self.random.below(1 << 16))
        if self.random.below(20):
            chosen["owner"] = "%s-%d" % (self.random.one(WORDS), self.random.below(40))
        return dumped(chosen)[1:-1]

    def noted(self, text):
        parts = text.split("@NOTE@")
        return "".join(part + ("%s %012x" % (self.random.one(WORDS), self.random.below(1 << 48)) if i + 1 < len(parts) else "") for i, part in enumerate(parts))

    def lines(self, number, entry, own):
        """The lines of one clone in project `number`; `own`: under a name of its own."""
        kind, text, policy, name = entry
        if own:
            renamed = "%s-%x" % (name, self.random.below(1 << 32))
            text = text.replace("/" + name + '"', "/" + renamed + '"').replace('"' + name + '"', '"' + renamed + '"')
        text = self.noted(text.replace('"@LABELS@":0', self.labels()))
        if own and not self.random.below(100):
            text = text.replace("/keyRings/", "/keyRings/gone-").replace("/networks/", "/networks/gone-")
        stamp = "2026-%02d-%02dT%02d:%02d:%02dZ" % (1 + self.random.below(10), 1 + self.random.below(28), self.random.below(24), self.random.below(60), self.random.below(60))
        asset = json.loads(text)
        lines = [text.replace("2026-11-02T01:00:00Z", stamp)]
        if not self.random.below(500):
            lines.append(text.replace("2026-11-02T01:00:00Z", stamp.replace("2026", "2027")))
        if policy is not None and self.random.below(10) < 4:
            if not self.random.below(250):
                policy = {"etag": "ACAB", "bindings": [{"role": "roles/viewer", "members": ["user:person-%d@choubo.example" % i for i in range(3000)]}]}
            lines.append(dumped({"name": asset["name"], "asset_type": kind, "iam_policy": policy, "ancestors": asset["ancestors"], "update_time": stamp}))
        if own and not self.random.below(200):
            lines = ['{"asset":%s,"deleted":true}' % lines[0]]
        return [self.in_project(number, line) for line in lines]

    @staticmethod
    def in_project(number, line):
        project = "choubo-%d" % number
        for before, after in (("projects/choubo/", "projects/%s/" % project), ("choubo.iam", project + ".iam"), ("123456789012", "%012d" % (123456789012 + number)), ("folders/33", "folders/%d" % (33 + number % FOLDERS))):
            line = line.replace(before, after)
        return line


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--assets", type=int, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--source", type=pathlib.Path, default=ESTATE)
    arguments = parser.parse_args()
    clones = Clones(arguments.seed, arguments.source)
    for number in range(arguments.assets):
        project, position = number % PROJECTS, number // PROJECTS
        entry = clones.estate[position] if position < len(clones.estate) else clones.random.one(clones.random.one(clones.wheel))
        own = position >= len(clones.estate) or entry[0] == "storage.googleapis.com/Bucket"   # whose names are unique in the world
        for line in clones.lines(project, entry, own):
            sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
