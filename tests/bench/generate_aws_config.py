#!/usr/bin/env python3
"""Make an AWS Config snapshot of N items on standard output: one line, one array, as AWS delivers it.

  generate_aws_config.py --items N [--seed S] [--account ID] [--source ESTATE.json] > snapshot.json

Items of the source (default: the estate under tests/fixtures/aws_config) are cloned in the mix of a usual account. Ids, ARNs, names, times, ranges, free
text and tags are rewritten; groups, subnets, networks, volumes, keys and buckets refer to each other within a cell of 500 items, and one reference in a
hundred to nothing. 0.5 % of the items are deleted, 0.2 % are there again with a later capture, 0.1 % are very large; known faults are put into some of
each type. The same numbers give the same bytes on every platform.
"""
import argparse
import json
import pathlib
import re
import sys

ESTATE = pathlib.Path(__file__).resolve().parent.parent / "fixtures/aws_config/estate.json"
REGION = "ap-northeast-1"
CELL = 500
# Type, weight in a usual account, bytes that the configuration is padded to where the source's is small for its type.
MIX = [("AWS::EC2::NetworkInterface", 14, 1500), ("AWS::EC2::SecurityGroup", 9, 0), ("AWS::IAM::Role", 8, 2600), ("AWS::IAM::Policy", 5, 2200), ("AWS::IAM::User", 3, 1200),
       ("AWS::EC2::Subnet", 4, 900), ("AWS::EC2::VPC", 3, 0), ("AWS::EC2::Volume", 9, 0), ("AWS::EC2::Instance", 6, 5500), ("AWS::Lambda::Function", 9, 1400),
       ("AWS::Logs::LogGroup", 5, 0), ("AWS::CloudWatch::Alarm", 5, 1300), ("AWS::S3::Bucket", 5, 0), ("AWS::CloudFormation::Stack", 5, 1800), ("AWS::RDS::DBInstance", 1, 2800),
       ("AWS::KMS::Key", 2, 0), ("AWS::SQS::Queue", 1, 0), ("AWS::SNS::Topic", 1, 0), ("AWS::DynamoDB::Table", 2, 0), ("AWS::ElasticLoadBalancingV2::LoadBalancer", 1, 0),
       ("AWS::ElasticLoadBalancingV2::Listener", 2, 0)]
WORDS = "ledger audit upload batch invoice report search notice archive import export partner settle renew expire daily hourly shadow mirror primary".split()
TAGS = ["Owner", "System", "Environment", "DataClass", "CostCenter", "Team", "Project", "Stage", "Contact", "Version", "Backup", "Schedule"]
CLASSES = ["public", "internal", "confidential", "personal", "secret"]
# What one in fifty of a type gets, and whether it sits beside the configuration.
FAULTS = {"AWS::EC2::Volume": {"encrypted": False, "kmsKeyId": None}, "AWS::RDS::DBInstance": {"publiclyAccessible": True}, "AWS::SQS::Queue": {"SqsManagedSseEnabled": "false"},
          "AWS::Lambda::Function": {"tracingConfig": {"mode": "PassThrough"}}, "AWS::EC2::Subnet": {"mapPublicIpOnLaunch": True}}


class Random:
    """SplitMix64."""

    def __init__(self, seed):
        self.state = seed

    def next(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & 0xFFFFFFFFFFFFFFFF
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & 0xFFFFFFFFFFFFFFFF
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & 0xFFFFFFFFFFFFFFFF
        return z ^ (z >> 31)

    def below(self, n):
        return self.next() % n

    def one(self, members):
        return members[self.below(len(members))]


def dumped(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def templates(path):
    by_type = {}
    for item in json.loads(path.read_text(encoding="utf-8"))["configurationItems"]:
        if item["configuration"] is not None:
            by_type.setdefault(item["resourceType"], []).append(item)
    group = by_type["AWS::EC2::SecurityGroup"][0]
    for kind, configuration in (
            ("AWS::EC2::NetworkInterface", {"networkInterfaceId": "eni-0c1d2e3f405162738", "subnetId": "subnet-0a1b2c3d4e5f60000", "vpcId": "vpc-0a1b2c3d4e5f60001", "status": "in-use",
                                            "groups": [{"groupId": group["resourceId"], "groupName": "x"}], "privateIpAddresses": [{"primary": True, "privateIpAddress": "10.20.0.21"}]}),
            ("AWS::CloudWatch::Alarm", {"alarmName": "x", "actionsEnabled": True, "alarmActions": [], "metricName": "Errors", "namespace": "AWS/Lambda", "period": 60, "threshold": 1.0}),
            ("AWS::CloudFormation::Stack", {"stackName": "x", "stackStatus": "CREATE_COMPLETE", "notificationARNs": [], "capabilities": ["CAPABILITY_IAM"], "outputs": []})):
        own = "eni-0c1d2e3f405162738" if kind.endswith("Interface") else "choubo-" + kind.rsplit(":", 1)[1].lower()
        arn = "arn:aws:any:%s:123456789012:%s/%s" % (REGION, kind.rsplit(":", 1)[1].lower(), own)
        by_type[kind] = [dict(group, resourceType=kind, configuration=configuration, supplementaryConfiguration={}, resourceId=own, ARN=arn, resourceName=None)]
    return by_type


HEX = re.compile(r"\b(sg|vpc|subnet|vol|i|eni|igw|eipalloc)-0[0-9a-f]{16}\b")
UUID = re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}\b")


class Clones:
    def __init__(self, arguments):
        self.random = Random(arguments.seed)
        self.account = arguments.account
        self.sources = {kind: [self.prepared(item, size) for item in items] for kind, items, size in self.mixed(templates(arguments.source))}
        self.wheel = [kind for kind, weight, _ in MIX for _ in range(weight)]

    @staticmethod
    def mixed(by_type):
        return [(kind, by_type[kind], size) for kind, _, size in MIX]

    def prepared(self, item, size):
        """The item's text and what in it is renamed: ids of the cell, the item's own name."""
        configuration = dict(item["configuration"])
        if size:
            configuration["inventory"] = []
            while len(dumped(configuration)) < size:
                configuration["inventory"].append({"key": "note%d" % len(configuration["inventory"]), "value": "@NOTE@", "at": None})
        item = dict(item, configuration=configuration, tags={})
        name = item.get("resourceName") or ""
        return dumped(item).replace('"tags":{}', '"tags":{"@TAGS@":0}', 1), name if len(name) > 5 else ""

    def tags(self):
        chosen = {}
        for _ in range(self.random.below(9)):
            key = self.random.one(TAGS)
            chosen[key] = self.random.one(CLASSES) if key == "DataClass" else "%s-%x" % (self.random.one(WORDS), self.random.below(1 << 16))
        if self.random.below(20):
            chosen["Owner"] = "%s-%d" % (self.random.one(WORDS), self.random.below(40))
        return dumped(chosen)

    def clone(self, number):
        kind = self.random.one(self.wheel)
        text, name = self.random.one(self.sources[kind])
        cell, salt = number // CELL, 1 if self.random.below(100) else 7919
        own = re.search(r'"resourceId":"([^"]*)"', text).group(1)

        def renamed(match):
            word = match.group(0)
            key = number + 1 if word in own else (cell + 1) * salt
            mixed = (int(word.replace("-", "")[-12:], 16) ^ (key * 0x9E3779B97F4A7C15)) & 0xFFFFFFFFFFFF
            return word[:-12] + "%012x" % mixed

        text = UUID.sub(renamed, HEX.sub(renamed, text))
        if name:
            text = text.replace(name, "%s-%x" % (name, number))
        elif not HEX.search(own) and not UUID.search(own):
            text = text.replace(own, "%s-%x" % (own, number))
        text = text.replace('"@TAGS@":0', self.tags()[1:-1], 1)
        parts = text.split("@NOTE@")
        text = "".join(part + ("%s %012x" % (self.random.one(WORDS), self.random.below(1 << 48)) if i + 1 < len(parts) else "") for i, part in enumerate(parts))
        stamp = "2026-%02d-%02dT%02d:%02d:%02d.%03dZ" % (1 + self.random.below(10), 1 + self.random.below(28), self.random.below(24), self.random.below(60), self.random.below(60), self.random.below(1000))
        text = re.sub(r'"configurationItemCaptureTime":"[^"]*"', '"configurationItemCaptureTime":"%s"' % stamp, text, count=1)
        text = text.replace("123456789012", self.account)
        if kind in FAULTS and not self.random.below(50):
            item = json.loads(text)
            item["configuration"].update(FAULTS[kind])
            text = dumped(item)
        if kind == "AWS::EC2::SecurityGroup" and not self.random.below(100):
            item = json.loads(text)
            ranges = ["10.%d.%d.0/24" % (i // 250, i % 250) for i in range(500)]
            item["configuration"]["ipPermissions"].append({"ipProtocol": "tcp", "fromPort": 443, "toPort": 443, "userIdGroupPairs": [], "ipv4Ranges": [{"cidrIp": r, "description": "倉庫 \"%s\"" % r} for r in ranges], "ipRanges": ranges})
            text = dumped(item)
        return text


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--items", type=int, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--account", default="123456789012")
    parser.add_argument("--source", type=pathlib.Path, default=ESTATE)
    clones = Clones(parser.parse_args())
    count = parser.parse_args().items
    out = sys.stdout
    out.write('{"fileVersion":"1.0","configSnapshotId":"00000000-0000-4000-8000-%012x","configurationItems":[' % count)
    for number in range(count):
        text = clones.clone(number)
        if not clones.random.below(200):
            item = json.loads(text)
            text = dumped(dict(item, configuration=None, configurationItemStatus="ResourceDeleted"))
        out.write(("," if number else "") + text)
        if not clones.random.below(500):
            out.write("," + text.replace('"configurationItemCaptureTime":"2026', '"configurationItemCaptureTime":"2027', 1))
    out.write("]}\n")


if __name__ == "__main__":
    main()
